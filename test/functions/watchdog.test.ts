import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { fleetMetrics, type FleetMetrics } from '#app/watchdog/metrics';
import { fleetOf, writeMetrics, type Watchdog } from '../../functions/wire/metrics.ts';
import { storeOf } from '../../functions/wire/store.ts';
import { doors, run } from '../store/contract-memory.ts';
import { cloudStands } from '../store/cloud-stands.ts';
import { s3ClientOf } from '../store/drivers/s3-stand.ts';
import { onWire } from '../store/wire.ts';

const stands = cloudStands();

/** The store of a stack, and what was asked of it. */
async function stack() {
  const BUCKET = stands.bucket();
  const names = { STATE_TABLE: await stands.dynamo.makeTable(), LEDGER_TABLE: await stands.dynamo.makeTable(), BUCKET };
  const asked: string[] = [];
  const clients = { dynamo: stands.dynamo.client(), s3: s3ClientOf(stands.s3.url) };
  for (const client of [clients.dynamo, clients.s3]) {
    onWire(client, async ({ operation }, send) => {
      asked.push(operation);
      await send();
    });
  }
  return { store: storeOf(names, clients), asked };
}

const config = JSON.stringify({
  version: 1,
  schedule: { full: '30m' },
  policy: { rules: {} },
  waivers: [
    ...[{ id: 'EX-1', rule: 'door-closed', resource: 'd0', until: '2026-11-01T00:00:00.000Z' }].map((it) => ({
      ...it,
      ...{ owner: 'lab', approver: 'ana', reason: 'no data' },
    })),
  ],
});
/** One call of the function. */
async function looked(given: Watchdog): Promise<FleetMetrics> {
  const { metrics, keep } = await fleetOf(given);
  await keep();
  return metrics;
}

const at = (time: string): number => Date.parse(`2026-11-02T${time}:00.000Z`);

describe('the watchdog on the store of a stack', () => {
  it('says how the fleet stands, and what of it is stale by the interval of the config', async () => {
    const { store, asked } = await stack();
    expect(await looked({ store, config, now: at('00:10') })).toEqual({ StaleTargets: 1, TargetCount: 0 });

    const { scan } = await run(store.memory, doors(true, false), 1);
    const { severity } = scan.findings[0]!;
    asked.length = 0;
    const metrics = await looked({ store, config, now: at('00:31') });
    expect(metrics).toMatchObject({
      ...{ StaleTargets: 0, TargetCount: 1, UnreadableTargets: 0, CoveragePercent: 100 },
      [`Open${severity.slice(0, 1).toUpperCase()}${severity.slice(1)}`]: 1,
    });
    expect(await looked({ store, config, now: at('01:02') })).toMatchObject({ StaleTargets: 1, TargetCount: 1 });
  });

  it('asks little: a look at a sweep that it knows writes nothing', async () => {
    const { store, asked } = await stack();
    await run(store.memory, doors(false), 1);
    await looked({ store, config: '{"version":1}', now: at('00:10') });
    asked.length = 0;
    await looked({ store, config: '{"version":1}', now: at('00:15') });
    expect(asked.sort()).toEqual(['GetItem', 'GetObject', 'GetObject', 'Query', 'Query']);
  });

  it('knows how the fleet stands where the bucket takes no write, and fails after that', async () => {
    const { store } = await stack();
    await run(store.memory, doors(false), 1);
    const files = { ...store.files, put: () => Promise.reject(new Error('no write')) };
    const { metrics, keep } = await fleetOf({ store: { ...store, files }, config, now: at('00:10') });
    expect(metrics).toMatchObject({ StaleTargets: 0, TargetCount: 1 });
    await expect(keep()).rejects.toThrow('no write');
  });

  it('fails where the store does: no metric is written then', async () => {
    const { store } = await stack();
    await run(store.memory, doors(true), 1);
    stands.s3.buckets.delete(store.bucket);
    await expect(looked({ store, config, now: at('00:10') })).rejects.toThrow(/bucket/);
  });
});

describe('the lines of metrics', () => {
  /** What the writer prints. */
  function printed(write: () => void): readonly Record<string, unknown>[] {
    const lines: string[] = [];
    const stdout = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const log = vi.spyOn(Console.prototype, 'log').mockImplementation((line: string) => void stdout.write(line));
    write();
    log.mockRestore();
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  const environment = { STACK_NAME: 'audit', STATE_TABLE: 's', LEDGER_TABLE: 'l', BUCKET: 'b' };

  it('are one line in the embedded format, with the stack as the one dimension', () => {
    const lines = printed(() =>
      writeMetrics({ StaleTargets: 0, SweepSeconds: 61.5, CoveragePercent: 97 }, environment),
    );
    expect(lines).toMatchObject([
      {
        ...{ Stack: 'audit', StaleTargets: 0, SweepSeconds: 61.5, CoveragePercent: 97 },
        _aws: {
          CloudWatchMetrics: [
            {
              ...{ Namespace: 'Shoalwatch', Dimensions: [['Stack']] },
              Metrics: [
                { Name: 'StaleTargets', Unit: 'Count' },
                { Name: 'CoveragePercent', Unit: 'Percent' },
                { Name: 'SweepSeconds', Unit: 'Seconds' },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('hold nothing of what is not known', () => {
    const [line = {}] = printed(() => writeMetrics({ StaleTargets: 1, TargetCount: 0 }, environment));
    expect(Object.keys(line).filter((key) => key in fleetMetrics)).toEqual(['StaleTargets', 'TargetCount']);
  });
});
