import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShoalwatchError, type Memory } from '#model';
import { openEmbedded } from '#store/embedded';
import { memoryOn } from '#store/memory';
import type { Item } from '#store/table';
import { acts, by, denying, entry, ports, push, rest } from './policy-stand.ts';

let root: string;
let memory: Memory;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'shoalwatch-'));
  memory = openEmbedded(root, 'act');
});
afterEach(() => memory.close());

describe('two processes on one store', () => {
  it('act on the policy while a third holds it for a run', async () => {
    const run = openEmbedded(root, 'write', 0);
    const other = openEmbedded(root, 'act');
    expect(() => openEmbedded(root, 'write', 0)).toThrow('another run holds the store');
    await memory.policies.push(push(1));
    await other.policies.activate(1, by('ben', 2));
    await memory.policies.lay(entry('o-1', 3));
    expect(await run.policies.active()).toMatchObject({ version: 1, author: 'ben' });
    expect(await run.policies.overlay()).toHaveLength(1);
    other.close();
    run.close();
  });
  it('push at once: one wins, and the other is told by whom', async () => {
    const [one, two, race] = racing('policy versions');
    race();
    const pushes = await Promise.allSettled([
      one.policies.push(push(1)),
      two.policies.push(push(2, { author: 'ben' })),
    ]);
    expect(told(pushes)).toEqual([
      'done',
      'the policy is not at version 0 any more: version 1 is the newest, pushed by ana at 2026-11-22 12:01 UTC',
    ]);
    expect(await acts(one)).toEqual(['pushed 1 by ana']);
    expect((await one.policies.version(1))?.document).toEqual(denying('ami-1'));
  });
  it('activate at once: one wins, the other is told, and only the winner is in the history', async () => {
    const [one, two, race] = racing('policy');
    for (const n of [1, 2]) await one.policies.push(push(n));
    race();
    const turns = await Promise.allSettled([
      one.policies.activate(1, by('ana', 3)),
      two.policies.activate(2, by('ben', 3)),
    ]);
    expect(told(turns)).toEqual(['done', 'ana activated version 1 at the same time']);
    expect((await acts(one)).filter((it) => it.startsWith('activated'))).toEqual(['activated 1 by ana']);
  });
  it('lift one entry at once: it is lifted once', async () => {
    const [one, two, race] = racing('policy overlay');
    await one.policies.lay(entry('o-1', 1));
    race();
    const lifts = await Promise.allSettled([
      one.policies.lift('o-1', by('ana', 2)),
      two.policies.lift('o-1', by('ben', 2)),
    ]);
    expect(told(lifts)).toEqual(['done', 'the overlay entry o-1 was changed at the same time']);
    expect(await acts(two)).toEqual(['lifted o-1 by ana', 'laid o-1 by dee at once']);
  });
});

/** Two memories on one store: once the race is on, both have looked at a partition before the first one writes to it. */
function racing(partition: string): readonly [Memory, Memory, () => void] {
  const { state, ledger, files } = ports();
  let isOn = false;
  const bothThere = Promise.withResolvers<undefined>();
  const firstDone = Promise.withResolvers<undefined>();
  const put =
    (isFirst: boolean) =>
    async (item: Item): Promise<boolean> => {
      if (!isOn || item.partition !== partition) return state.put(item);
      if (!isFirst) bothThere.resolve(undefined);
      await (isFirst ? bothThere : firstDone).promise;
      return state.put(item).finally(() => firstDone.resolve(undefined));
    };
  const memoryFor = (isFirst: boolean): Memory =>
    memoryOn({ state: { ...state, put: put(isFirst) }, ledger, files, ...rest });
  return [memoryFor(true), memoryFor(false), () => void (isOn = true)];
}

const told = (ended: readonly PromiseSettledResult<unknown>[]): string[] =>
  ended.map((it) => {
    if (it.status === 'fulfilled') return 'done';
    if (it.reason instanceof ShoalwatchError) return it.reason.message;
    throw it.reason;
  });
