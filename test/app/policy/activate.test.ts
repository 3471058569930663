import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activatePolicy, rollBackPolicy } from '#app/policy/activate';
import type { Memory } from '#model';
import { denying, entry, minute, openPolicyShop, rules, type PolicyShop } from '../policy-shop.ts';

let shop: PolicyShop;
let memory: Memory;
beforeEach(() => {
  shop = openPolicyShop();
  ({ memory } = shop);
});
afterEach(() => memory.close());

const by = (at: number) => ({ author: 'cy', at: minute(at) });
const lying = async (): Promise<string[]> => (await memory.policies.overlay()).map(({ id }) => id);
const deniedAt = async (at: number): Promise<string[]> => {
  const { policy } = await shop.live(minute(at));
  return [...new Set((policy.components.deny.cves ?? []).map(({ id }) => id))];
};

describe('an entry that an older version holds, too', () => {
  it('lies on through a rollback to it and back', async () => {
    await shop.activate(denying('d1'), 1);
    await shop.activate(denying(), 2);
    await memory.policies.lay(entry('d1', { at: minute(3) }));
    const back = await rollBackPolicy({ memory, rules }, by(4));
    expect([back.active.version, back.dropped, back.restored]).toEqual([1, [], []]);
    expect([await deniedAt(4), await lying()]).toEqual([['d1'], ['o-d1']]);
    expect((await rollBackPolicy({ memory, rules }, by(5))).active.version).toBe(2);
    expect([await deniedAt(5), await lying()]).toEqual([['d1'], ['o-d1']]);
  });
  it('is taken over by a version that was pushed since', async () => {
    await shop.activate(denying('d1'), 1);
    await shop.activate(denying(), 2);
    await memory.policies.lay(entry('d1', { at: minute(3) }));
    await activatePolicy({ memory, rules }, 1, by(4));
    expect((await shop.activate(denying('d1', 'd2'), 5)).dropped.map(({ id }) => id)).toEqual(['o-d1']);
    expect(await deniedAt(5)).toEqual(['d1', 'd2']);
  });
});

describe('an entry that a version took over', () => {
  it('does not lie again over a later version that leaves it out on purpose', async () => {
    await memory.policies.lay(entry('d1', { at: minute(1) }));
    await shop.activate(denying('d1'), 2);
    const { restored } = await shop.activate(denying(), 3);
    expect([restored, await lying(), await deniedAt(3)]).toEqual([[], [], []]);
  });
  it('lies over the versions before it, and over none that holds it', async () => {
    await shop.activate(denying(), 1);
    await memory.policies.lay(entry('d1', { at: minute(2) }));
    await shop.activate(denying('d1'), 3);
    for (const expected of [['o-d1'], [], ['o-d1']]) {
      await rollBackPolicy({ memory, rules }, by(4));
      expect([await lying(), await deniedAt(4)]).toEqual([expected, ['d1']]);
    }
  });
});
