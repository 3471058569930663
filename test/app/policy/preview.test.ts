import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftOn, type Live } from '#app/policy/live';
import { preview } from '#app/policy/preview';
import type { Memory, PolicyDocument } from '#model';
import { denying, fleet, minute, openPolicyShop, rules, words, type PolicyShop } from '../policy-shop.ts';

let shop: PolicyShop;
let memory: Memory;
let live: Live;
beforeEach(() => {
  shop = openPolicyShop();
  ({ memory, live } = shop);
});
afterEach(() => memory.close());

describe('a preview', () => {
  const tried = async (document: PolicyDocument) => {
    const at = minute(20);
    const draft = await draftOn({ rules, file: document, memory })(at);
    return words(preview({ snapshots: fleet, findings: await memory.findings(), now: await live(at), draft, at }));
  };
  it('tells what a draft would move, and writes nothing', async () => {
    await shop.activate(denying('d0'), 1);
    await shop.swept(2);
    const before = [await memory.findings(), await memory.runs(5)];
    expect(await tried(denying('d1'))).toEqual([
      'door-denied d0 resolved by policy',
      'door-denied d1 opened by policy',
    ]);
    expect(await tried(denying('d0'))).toEqual([]);
    expect(await tried({ ...denying('d0'), rules: { 'door-closed': { severity: 'low' } } })).toEqual([
      'door-closed d0 changed by policy',
    ]);
    expect(await tried({ ...denying('d0'), rules: { 'door-closed': { enabled: false, reason: 'x' } } })).toEqual([
      'door-closed d0 no-longer-applies by policy',
    ]);
    expect([await memory.findings(), await memory.runs(5)]).toEqual(before);
  });
  it('says the same as the activation then does', async () => {
    await shop.activate(denying('d0'), 1);
    await shop.swept(2);
    const expected = await tried(denying('d1'));
    await shop.activate(denying('d1'), 3);
    expect(words((await shop.again(4))?.changes ?? [])).toEqual(expected);
  });
  it('leaves out what stands otherwise only because nothing judged the fleet since', async () => {
    await shop.swept(1);
    await shop.activate(denying('d1'), 2);
    expect(await tried(denying('d1'))).toEqual([]);
  });
  it('holds a draft against what the last run found, while no version is active', async () => {
    await shop.swept(1);
    const at = minute(20);
    const draft = await draftOn({ rules, file: denying('d1'), memory })(at);
    expect(words(preview({ snapshots: fleet, findings: await memory.findings(), draft, at }))).toEqual([
      'door-denied d1 opened by policy',
    ]);
  });
  it('shows findings that a waiver of the draft would cover', async () => {
    await shop.swept(1);
    const waiver = { rule: 'door-closed', resource: 'd0', owner: 'o', approver: 'p', reason: 'q', until: '2027-01-01' };
    expect(await tried({ ...denying('d9'), waivers: [{ id: 'EX-1', ...waiver }] })).toEqual([
      'door-closed d0 waived by policy',
    ]);
  });
});
