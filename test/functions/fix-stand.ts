import { randomUUID } from 'node:crypto';
import { liveOn } from '#app/policy/live';
import { scan } from '#app/scan';
import type { SweepCloud } from '#app/sweep/shapes';
import type { AnyRule } from '#engine/any-rule';
import { snapshotsOf } from '#engine/snapshot-id';
import { defaultPolicy, type Clock, type Memory, type PolicyDocument, type Reading } from '#model';
import type { Deployment } from '../../functions/wire/config.ts';
import type { DeskFile } from '../../functions/wire/desk.ts';
import { fixDeskOf } from '../../functions/wire/fix-desk.ts';
import { fixMachineOf, type FixMachine } from '../../functions/wire/fix-machine.ts';
import type { FixParts } from '../../functions/wire/fix-parts.ts';
import { tendHandlerOf } from '../../functions/wire/fix-tend.ts';
import { fixHandlerOf } from '../../functions/wire/fix.ts';
import { storeOf } from '../../functions/wire/store.ts';
import { execute, type Ended } from '../infra/fix-interpreter.ts';
import { machineOf, type Data } from '../infra/interpreter.ts';
import { startS3 } from '../sim/s3/server.ts';
import { dynaliteStand } from '../store/drivers/dynamo-stand.ts';
import { s3ClientOf } from '../store/drivers/s3-stand.ts';
import { mortal } from './fix-death.ts';

const { version: _, ...nothingSaid } = defaultPolicy;

/** Ana and Bob may approve everything; what a rule is told comes from the test. */
export const policyWith = (rules: PolicyDocument['rules'], level: 'approve' | 'auto' = 'approve'): PolicyDocument => ({
  ...nothingSaid,
  rules,
  remediation: {
    level,
    limits: { perHour: 1000, perTarget: 10 },
    ...(level === 'auto' && { autoFor: Object.keys(rules) }),
  },
  access: {
    approvers: [
      { emails: ['ana@example.com', 'bob@example.com'], impacts: ['none', 'brief', 'disruptive'], targets: ['*'] },
    ],
  },
});

/** One simulated cloud, as the functions of fixes find it. */
export interface FixCloud {
  readonly name: SweepCloud;
  readonly targets: Deployment['targets'];
  /** What its function works with that changes something. */
  readonly parts: FixParts;
  /** The role of the stack's own account that may change something. */
  role(): string;
  /** All that a sweep reads. */
  read(): Promise<readonly Reading[]>;
  close(): Promise<void>;
}

/** A clock in which waits pass at once. Long ones are heartbeats and ends of attempts: nothing here takes so long. */
export type FixClock = Clock & { passes(ms: number): void };

function clockOf(): FixClock {
  let time = Date.parse('2026-11-22T08:00:00.000Z');
  return {
    now: () => (time += 5),
    passes: (ms) => void (time += ms),
    sleep: (ms, signal) =>
      ms < 10_000
        ? Promise.resolve(void (time += ms))
        : new Promise((_resolve, reject) =>
            signal?.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')), { once: true }),
          ),
  };
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A cloud as the stack finds it, with the functions of fixes called by the machine as it was synthesised. */
export async function fixStand<C extends FixCloud>(
  opened: (clock: Clock) => Promise<C>,
  rules: readonly AnyRule[],
  policy: PolicyDocument,
) {
  const clock = clockOf();
  const [cloud, stand, s3] = await Promise.all([opened(clock), dynaliteStand(), startS3()]);
  const bucket = `bucket-${randomUUID()}`;
  s3.buckets.set(bucket, new Map());
  const names = {
    ...{ STATE_TABLE: await stand.makeTable(), LEDGER_TABLE: await stand.makeTable(), BUCKET: bucket },
    ...{ SLACK_TOKEN_SECRET: 'no-slack', FIX_MACHINE: 'arn:machine', FIX_CLOUDS: cloud.name },
  };
  const file: DeskFile = {
    config: { remediation: { enabled: true }, ...(cloud.targets && { targets: cloud.targets }) },
    policy,
  };
  const dynamo = stand.client();
  const death = mortal(dynamo);
  const clients = { dynamo, s3: s3ClientOf(s3.url) };
  const plain = { dynamo: stand.client(), s3: s3ClientOf(s3.url) };
  const memory: Memory = storeOf(names, plain).memory;
  const live = liveOn({ rules, file: policy, memory });

  const started: { readonly name: string; readonly order: Data }[] = [];
  const machine: FixMachine = fixMachineOf({
    ...{ machine: 'arn:machine', clouds: [cloud.name], clock },
    // What is started runs when the test lets it.
    client: {
      send: (command: { readonly input: { readonly name?: string; readonly input?: string } }) => {
        const { name = '', input } = command.input;
        if (input === undefined) return Promise.resolve({ executions: [] });
        if (started.some((it) => it.name === name))
          return Promise.reject(Object.assign(new Error('it is there'), { name: 'ExecutionAlreadyExists' }));
        started.push({ name, order: JSON.parse(input) as Data });
        return Promise.resolve({ executionArn: `arn:${name}` });
      },
    },
  });
  const measured: Data[] = [];
  const means = {
    file: () => Promise.resolve(file),
    names: () => ({ ...names, REMEDIATOR_ROLE: cloud.role() }),
    given: { clients, clock },
    log: () => silent,
  };
  const tend = tendHandlerOf({ ...means, machine, measured: (it) => void measured.push({ ...it }) });
  const waits: number[] = [];
  const step = `step${cloud.name}`;
  const run = (order: Data): Promise<Ended> =>
    execute(machineOf('fixing', 'fix'), order, {
      call(state, payload) {
        death.dead = false;
        // Each call is a process of its own.
        if (state.toLowerCase() === step) return fixHandlerOf(cloud.parts, means)(payload);
        return tend(payload);
      },
      wait(seconds) {
        waits.push(seconds);
        clock.passes(seconds * 1000);
        return Promise.resolve();
      },
    });
  const sweep = async (): Promise<void> => {
    const readings = await cloud.read();
    const startedAt = new Date(clock.now()).toISOString();
    const snapshots = snapshotsOf(readings, cloud.parts.types);
    await scan({ snapshots, ...(await live(startedAt)), memory, clock, startedAt, kind: 'sweep' });
  };
  await sweep();
  return {
    ...{ cloud, memory, clock, sweep, run, tend, started, measured, waits, death, machine },
    /** What looks after fixes where the stack is deployed otherwise. */
    tendsWith: ({ enabled = true, clouds = cloud.name as string }) =>
      tendHandlerOf({
        ...{ ...means, machine, measured: (it) => void measured.push({ ...it }) },
        file: () => Promise.resolve({ ...file, config: { ...file.config, remediation: { enabled } } }),
        names: () => ({ ...means.names(), FIX_CLOUDS: clouds }),
      }),
    /** The desk of somebody who decides. */
    desk: fixDeskOf(file, names, { clients: plain, clock }),
    passes: clock.passes,
    async close() {
      memory.close();
      await Promise.all([cloud.close(), stand.close(), s3.close()]);
    },
  };
}

export type FixStand<C extends FixCloud = FixCloud> = Awaited<ReturnType<typeof fixStand<C>>>;
