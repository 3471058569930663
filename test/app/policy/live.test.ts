import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rollBackPolicy } from '#app/policy/activate';
import { draftOn, liveOn, type Live } from '#app/policy/live';
import type { Memory } from '#model';
import { denying, entry, minute, openPolicyShop, rules, type PolicyShop } from '../policy-shop.ts';

let shop: PolicyShop;
let memory: Memory;
let live: Live;
beforeEach(() => {
  shop = openPolicyShop();
  ({ memory, live } = shop);
});
afterEach(() => memory.close());

describe('what things are judged by', () => {
  const idsAt = async (from: Live, at: number) => {
    const { policy } = await from(minute(at));
    return [policy.version, ...(policy.components.deny.cves ?? []).map(({ id }) => id)];
  };
  it('is the file without a store, and with one until a version is active', async () => {
    expect(await idsAt(liveOn({ rules, file: denying('d9') }), 1)).toEqual([null, 'd9']);
    await shop.pushed(denying('d1'), 1);
    expect(await idsAt(live, 2)).toEqual([null, 'd9']);
  });
  it('is the version that is active at the moment of asking', async () => {
    await shop.activate(denying('d1'), 1);
    expect(await idsAt(live, 2)).toEqual([1, 'd1']);
    await shop.activate(denying('d2'), 3);
    expect(await idsAt(live, 4)).toEqual([2, 'd2']);
    await rollBackPolicy({ memory, rules }, { author: 'cy', at: minute(5) });
    expect(await idsAt(live, 6)).toEqual([1, 'd1']);
  });
  it('is under the overlay, over the file and over any version', async () => {
    await memory.policies.lay(entry('d3'));
    expect(await idsAt(live, 2)).toEqual([null, 'd9', 'd3']);
    await shop.activate(denying('d1'), 3);
    expect(await idsAt(live, 4)).toEqual([1, 'd1', 'd3']);
    expect(await idsAt(draftOn({ rules, file: denying('d9'), memory }), 5)).toEqual([null, 'd9', 'd3']);
  });
  it('has the rules that the policy brings along', async () => {
    const custom = {
      id: 'custom-door',
      on: 'door',
      severity: 'low' as const,
      title: 'A door is closed',
      passWhen: '!config.open',
    };
    await shop.activate({ ...denying(), custom: [custom] }, 1);
    const [first, second] = [await live(minute(2)), await live(minute(3))];
    expect(first.rules.map(({ id }) => id)).toEqual(['door-closed', 'door-denied', 'custom-door']);
    expect(second.rules[2]).toBe(first.rules[2]);
    await shop.activate(denying(), 4);
    expect((await live(minute(5))).rules).toEqual(rules);
  });
});

describe('activating a version', () => {
  it('drops the overlay entries that it holds, and says so', async () => {
    await memory.policies.lay(entry('d1'));
    await memory.policies.lay(entry('d2'));
    const { active, dropped, restored } = await shop.activate(denying('d1'), 2);
    expect(restored).toEqual([]);
    expect(active).toMatchObject({ version: 1, author: 'ben' });
    expect(dropped.map(({ id }) => id)).toEqual(['o-d1']);
    expect((await memory.policies.overlay()).map(({ id }) => id)).toEqual(['o-d2']);
    expect((await memory.policies.history())[0]).toMatchObject({
      act: 'dropped',
      author: 'ben',
      reason: 'version 1 holds it',
    });
  });
  it('keeps them while the version is not active', async () => {
    await memory.policies.lay(entry('d1'));
    await shop.pushed(denying('d1'), 2);
    expect(await memory.policies.overlay()).toHaveLength(1);
  });
  it('rolled back lays them again', async () => {
    await shop.activate(denying(), 1);
    await memory.policies.lay(entry('d1'));
    await shop.activate(denying('d1'), 2);
    const { dropped, restored } = await rollBackPolicy({ memory, rules }, { author: 'cy', at: minute(3) });
    expect(dropped).toEqual([]);
    expect(restored.map(({ id }) => id)).toEqual(['o-d1']);
    expect((await memory.policies.overlay()).map(({ id }) => id)).toEqual(['o-d1']);
  });
  it('refuses a version that does not fit the rules any more, and leaves what counts', async () => {
    await shop.activate(denying('d1'), 1);
    const unfit = { ...denying(), rules: { 'door-denied': { params: { colour: 'red' } } } };
    const message = 'policy version 2 does not fit the rules that ship now: policy.rules.door-denied.params: ';
    await expect(shop.activate(unfit, 2)).rejects.toThrow(message);
    expect(await memory.policies.active()).toMatchObject({ version: 1 });
    await memory.policies.activate(2, { author: 'an older release', at: minute(3) });
    await shop.activate(denying('d2'), 4);
    await expect(rollBackPolicy({ memory, rules }, { author: 'cy', at: minute(5) })).rejects.toThrow(message);
    expect(await memory.policies.active()).toMatchObject({ version: 3 });
  });
});
