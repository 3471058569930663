import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Memory } from '#model';
import { openEmbedded } from '#store/embedded';
import { memoryOn } from '#store/memory';
import type { Table } from '#store/table';
import { acts, by, entry, ports, push, rest } from './policy-stand.ts';

let memory: Memory;
beforeEach(() => {
  memory = openEmbedded(mkdtempSync(join(tmpdir(), 'shoalwatch-')), 'act');
});
afterEach(() => memory.close());

describe('entries over the policy', () => {
  it('lie in the order of laying until they are lifted', async () => {
    const { policies } = memory;
    await policies.lay(entry('o-b', 1));
    await policies.lay(entry('o-a', 2));
    expect(await policies.overlay()).toEqual([entry('o-b', 1), entry('o-a', 2)]);
    expect(await policies.lift('o-b', by('eve', 3, 'fixed'))).toEqual(entry('o-b', 1));
    expect((await policies.overlay()).map(({ id }) => id)).toEqual(['o-a']);
  });
  it('are lifted once, and the nearest one is named for a slip', async () => {
    const { policies } = memory;
    await policies.lay(entry('o-abcdef', 1));
    await expect(policies.lift('o-abcdeg', by('eve', 2))).rejects.toThrow('Did you mean "o-abcdef"?');
    await policies.lift('o-abcdef', by('eve', 2));
    await expect(policies.lift('o-abcdef', by('eve', 3))).rejects.toThrow('no overlay entry "o-abcdef" lies');
    await expect(policies.lay(entry('o-abcdef', 4))).rejects.toThrow('is there already');
  });
  it('that a version made to drop lie again once an older version counts', async () => {
    const { policies } = memory;
    for (const n of [1, 2, 3]) await policies.push(push(n));
    await policies.activate(1, by('ben', 3));
    for (const id of ['o-1', 'o-2', 'o-3']) await policies.lay(entry(id, 4));
    await policies.lift('o-3', by('eve', 5));
    await policies.activate(2, by('ben', 6));
    await policies.drop(['o-1'], 2, by('ben', 6));
    await policies.activate(3, by('ben', 7));
    await policies.drop(['o-1', 'o-2', 'o-3', 'o-4'], 3, by('ben', 7));
    expect(await policies.overlay()).toEqual([]);
    await policies.rollback(by('cy', 8));
    expect((await policies.overlay()).map(({ id }) => id)).toEqual(['o-2']);
    await policies.activate(1, by('cy', 9));
    expect((await policies.overlay()).map(({ id }) => id)).toEqual(['o-1', 'o-2']);
  });
});

describe('the history', () => {
  it('names every act, who did it and why, the newest first', async () => {
    const { policies } = memory;
    await policies.push(push(1, { message: 'the first' }));
    await policies.push(push(2));
    await policies.activate(1, by('ben', 3, 'go'));
    await policies.activate(2, by('ben', 4));
    await policies.lay(entry('o-1', 5));
    await policies.drop(['o-1'], 2, by('ben', 6, 'held'));
    await policies.rollback(by('cy', 7, 'too early'));
    await policies.lift('o-1', by('eve', 8, 'fixed'));
    expect(await acts(memory)).toEqual([
      'lifted o-1 by eve fixed',
      'laid o-1 by cy too early',
      'rolled-back 1 by cy too early',
      'dropped o-1 by ben held',
      'laid o-1 by dee at once',
      'activated 2 by ben',
      'activated 1 by ben go',
      'pushed 2 by ana',
      'pushed 1 by ana the first',
    ]);
  });
  it('loses no act when the process dies between the state and the ledger', async () => {
    const { state, ledger, files } = ports();
    let dead = false;
    const dying: Table = { ...ledger, put: (item) => (dead ? Promise.reject(new Error('died')) : ledger.put(item)) };
    const first = memoryOn({ state, ledger: dying, files, ...rest });
    await first.policies.push(push(1));
    await first.policies.push(push(2));
    dead = true;
    await expect(first.policies.activate(1, by('ben', 3, 'go'))).rejects.toThrow('died');
    await expect(first.policies.lay(entry('o-1', 4))).rejects.toThrow('died');
    const next = memoryOn({ state, ledger, files, ...rest });
    const known = ['laid o-1 by dee at once', 'activated 1 by ben go', 'pushed 2 by ana', 'pushed 1 by ana'];
    expect(await acts(next)).toEqual(known);
    await next.policies.activate(2, by('cy', 5));
    await next.policies.lift('o-1', by('eve', 6));
    expect(await acts(next)).toEqual(['lifted o-1 by eve', 'activated 2 by cy', ...known]);
  });
});

describe('the stamp', () => {
  it('is another one after whatever may change what counts, and the same otherwise', async () => {
    const { policies } = memory;
    const stamps = [await policies.stamp()];
    const look = async (): Promise<void> => void stamps.push(await policies.stamp());
    await policies.push(push(1));
    await policies.push(push(2));
    expect(await policies.stamp()).toBe(stamps[0]);
    await policies.activate(1, by('ben', 3));
    await look();
    await policies.activate(2, by('ben', 3));
    await look();
    await policies.rollback(by('ben', 3));
    await look();
    await policies.lay(entry('o-1', 4));
    await look();
    await policies.lift('o-1', by('eve', 5));
    await look();
    expect(await policies.stamp()).toBe(stamps.at(-1));
    expect(new Set(stamps).size).toBe(stamps.length);
  });
});
