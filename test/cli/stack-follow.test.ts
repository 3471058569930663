import { describe, expect, it } from 'vitest';
import type { SweepFiles } from '#app/sweep/files';
import { ShoalwatchError, type Reading, type Target } from '#model';
import { followed } from '../../cli/stack/follow.ts';
import type { Machine, Standing } from '../../cli/stack/machine.ts';
import { sweepProgress } from '../../cli/stack/sweep-progress.ts';

const execution = { arn: 'arn', name: 'by-hand-1', startedAt: '2026-11-22T06:00:00.000Z' };
const done: Standing = { status: 'SUCCEEDED', output: '{"result":{"run":"r-1"}}' };

/** Looks at an execution that stands like this, look after look; answers what was waited. */
async function waited(...standings: Standing[]): Promise<{ run: string | null; pauses: readonly number[] }> {
  const pauses: number[] = [];
  const machine: Machine = {
    region: 'eu-central-1',
    start: () => Promise.resolve(execution),
    look: () => Promise.resolve(standings.shift() ?? done),
  };
  const clock = { sleep: (ms: number) => Promise.resolve(void pauses.push(ms)) };
  return { run: await followed({ machine, execution, clock }), pauses };
}

describe('waiting for an execution', () => {
  it('looks soon, then less and less often, ten seconds apart at the most', async () => {
    const running = Array.from({ length: 12 }, () => ({ status: 'RUNNING' }));
    const { run, pauses } = await waited(...running);
    expect(run).toBe('r-1');
    expect(pauses.slice(0, 4)).toEqual([500, 750, 1125, 1687.5]);
    expect(pauses.slice(-3)).toEqual([10_000, 10_000, 10_000]);
    expect(pauses).toHaveLength(13);
  });
  it('waits for one that is begun anew', async () => {
    expect((await waited({ status: 'PENDING_REDRIVE' })).pauses).toHaveLength(2);
  });
  it('answers null where nothing could be judged', async () => {
    expect((await waited({ status: 'SUCCEEDED', output: '{"result":{"run":null}}' })).run).toBeNull();
  });
  it.each(['', 'no JSON', '[]', '{"result":{}}', '{"result":{"run":7}}'])('takes no run from %j', async (output) => {
    await expect(waited({ status: 'SUCCEEDED', output })).rejects.toThrow('does not say which run it wrote');
  });
  it('repeats no more than a part of a long cause', async () => {
    const error = await waited({ status: 'FAILED', error: 'E', cause: 'x'.repeat(5000) }).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ShoalwatchError);
    expect(String(error)).toHaveLength('ShoalwatchError: the execution by-hand-1 failed: E: '.length + 600);
  });
});

const target = (id: string): Target => ({ id, provider: 'aws', scopes: [] });
const reading = (id: string): Reading => ({
  ...{ target: target(id), startedAt: execution.startedAt },
  ...{ resources: [], complete: [], gaps: [] },
});

/** Progress of a sweep whose files are these, told once for each of them. */
async function told(...stages: Partial<Pick<SweepFiles, 'discovery' | 'round' | 'part'>>[]) {
  const said: string[] = [];
  let stage: (typeof stages)[number] = {};
  const tell = sweepProgress({
    sweep: {
      discovery: async (cloud) => stage.discovery?.(cloud),
      round: async (cloud, round) => stage.round?.(cloud, round),
      part: async (of, part) => stage.part?.(of, part),
    },
    progress: {
      left: new Set(),
      skipped: (provider, why) => void said.push(`${provider} skipped: ${why}`),
      started: () => undefined,
      done: (it) => void said.push(`read ${it.target.id}`),
    },
    screen: { note: (text) => void said.push(text), status: (text) => void said.push(text) },
  });
  for (stage of stages) await tell();
  return said;
}

/** The rounds of one cloud, each with a single batch of these targets. */
const rounds =
  (...ids: string[][]): SweepFiles['round'] =>
  (cloud, round) => {
    const batches = ids.map((own) => (own.length === 0 ? [] : [own.map((id) => ({ target: target(id) }))]));
    return Promise.resolve(cloud === 'aws' ? batches[round] : undefined);
  };

describe('the progress of a sweep elsewhere', () => {
  it('tells each target once when it is read, in whatever round it was dealt out', async () => {
    const parts = (...byRound: string[][][]): Pick<SweepFiles, 'part'> => ({
      part: ({ round }, part) =>
        Promise.resolve(byRound[round]?.[part]?.map((id) => ({ reading: reading(id), digest: id }))),
    });
    const said = await told(
      {},
      { round: rounds(['a', 'b']), ...parts([['b']]) },
      { round: rounds(['a', 'b'], ['a', 'k']), ...parts([['b']], [['k']]) },
      { round: rounds(['a', 'b'], ['a', 'k'], []), ...parts([['b']], [['k'], ['a']]) },
      { round: rounds(['a', 'b'], ['a', 'k'], []), ...parts([['b'], ['a']], [['k'], ['a']]) },
    );
    expect(said).toEqual([
      ...['', 'read b', '  1 of 2 targets read', 'read k', '  2 of 3 targets read'],
      ...['read a', '  3 of 3 targets read', '  3 of 3 targets read'],
    ]);
  });
  it('says once which cloud was left out', async () => {
    const skipping = {
      round: rounds([]),
      discovery: () => Promise.resolve({ targets: [], gaps: [], skipped: 'no role' }),
    };
    expect(await told(skipping, skipping)).toEqual(['aws skipped: no role', '', '']);
  });
  it('looks for some of the files at a time, at others the next time', async () => {
    const batches = Array.from({ length: 20 }, (_, n) => [{ target: target(`t${n}`) }]);
    const round: SweepFiles['round'] = (cloud, n) => Promise.resolve(cloud === 'aws' && n === 0 ? batches : undefined);
    const asked: number[] = [];
    const part: SweepFiles['part'] = ({ batch }) => Promise.resolve(void asked.push(batch));
    await told({ round, part }, { part });
    expect(asked).toEqual(Array.from({ length: 16 }, (_, n) => n));
  });
  it('says once that the files cannot be read, and is waited for without', async () => {
    const broken = { round: () => Promise.reject(new ShoalwatchError('input', 'round-0 is no round')) };
    expect(await told(broken, broken)).toEqual(['  how far it is cannot be told: round-0 is no round']);
  });
});
