import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liveOn, type Live } from '#app/policy/live';
import { scanLive } from '#app/scan-live';
import type { Memory } from '#model';
import { clock, denying, entry, fleet, minute, openPolicyShop, rules, words, type PolicyShop } from '../policy-shop.ts';

let shop: PolicyShop;
let memory: Memory;
let live: Live;
beforeEach(() => {
  shop = openPolicyShop();
  ({ memory, live } = shop);
});
afterEach(() => memory.close());

describe('a re-evaluation', () => {
  it('has nothing to do on a store without a run', async () => {
    expect(await shop.again(1)).toBeUndefined();
    expect(await memory.runs(1)).toEqual([]);
  });
  it('judges what the last run read by the policy that stands now, as a run of its own', async () => {
    await shop.swept(1);
    await shop.activate(denying('d1'), 2);
    const opened = await shop.again(3);
    expect(words(opened?.changes ?? [])).toEqual(['door-denied d1 opened by policy']);
    expect(opened?.scan).toMatchObject({ policyVersion: 1, startedAt: minute(3) });
    const [run] = await memory.runs(1);
    expect(run).toMatchObject({ id: opened?.scan.id, kind: 're-evaluation', policyVersion: 1 });
    await shop.activate(denying(), 4);
    expect(words((await shop.again(5))?.changes ?? [])).toEqual(['door-denied d1 resolved by policy']);
    const findings = (await memory.findings()).map(({ resource, status }) => `${resource.id} ${status}`);
    expect(findings.sort()).toEqual(['d0 open', 'd1 resolved']);
  });
  it('closes what is no longer asked, and opens it again', async () => {
    await shop.swept(1);
    await shop.activate({ ...denying(), rules: { 'door-closed': { enabled: false, reason: 'x' } } }, 2);
    expect(words((await shop.again(3))?.changes ?? [])).toEqual(['door-closed d0 no-longer-applies by policy']);
    await shop.activate(denying(), 4);
    expect(words((await shop.again(5))?.changes ?? [])).toEqual(['door-closed d0 reopened by policy']);
  });
  it('that changes nothing leaves the run record alone', async () => {
    await shop.swept(1);
    const { changes, scan } = (await shop.again(2)) ?? {};
    expect(changes).toEqual([]);
    expect(scan?.findings.map(({ resource }) => resource.id)).toEqual(['d0']);
    expect((await memory.runs(5)).map(({ kind }) => kind)).toEqual(['re-evaluation', 'sweep']);
  });
  it('can follow a re-evaluation', async () => {
    await shop.swept(1);
    await shop.again(2);
    await memory.policies.lay(entry('d0'));
    expect(words((await shop.again(3))?.changes ?? [])).toEqual(['door-denied d0 opened by policy']);
  });
  it('leaves what was announced to the reads that follow it', async () => {
    const { scan } = await shop.swept(1);
    const [finding] = scan.findings;
    const announced = { ...finding!, id: 'f-announced', rule: 'door-closed', status: 'announced' as const };
    const other = { ...announced, resource: { ...announced.resource, id: 'd1' } };
    await memory.announce([{ kind: 'announced', cause: 'change', finding: other }], minute(2));
    expect(words((await shop.again(3))?.changes ?? [])).toEqual([]);
    expect((await memory.findings()).find(({ id }) => id === 'f-announced')?.status).toBe('announced');
  });
  it('keeps what the run could not read of its files', async () => {
    const unreadable = [{ path: 'a.json', reason: 'malformed' }];
    await scanLive({ snapshots: fleet, unreadable, live, memory, clock, startedAt: minute(1) });
    expect((await shop.again(2))?.scan.unreadable).toEqual(unreadable);
  });
});

describe('a scan', () => {
  it('judges by what stands when everything was read', async () => {
    const { scan, standing } = await shop.swept(1);
    expect(scan.policyVersion).toBeNull();
    expect(standing.policy.components.deny.cves).toMatchObject([{ id: 'd9' }]);
    await shop.activate(denying('d1'), 2);
    const second = await shop.swept(3);
    expect(second.scan.policyVersion).toBe(1);
    expect(await memory.runs(5)).toHaveLength(2);
  });
  it('judges once more where the policy was changed while it judged', async () => {
    let asked = 0;
    const changing: Live = async (at) => {
      const standing = await live(at);
      asked += 1;
      if (asked === 1) await shop.activate(denying('d1'), 2);
      return standing;
    };
    const { scan, changes, standing } = await scanLive({
      snapshots: fleet,
      live: changing,
      memory,
      clock,
      startedAt: minute(1),
    });
    expect(words(changes)).toEqual(['door-closed d0 opened by read', 'door-denied d1 opened by policy']);
    expect(scan.policyVersion).toBe(1);
    expect(standing.policy.version).toBe(1);
    expect((await memory.runs(5)).map(({ kind }) => kind)).toEqual(['re-evaluation', 'sweep']);
  });
  it('without a store judges by what it is given', async () => {
    const { scan } = await scanLive({
      snapshots: fleet,
      live: liveOn({ rules, file: denying('d0') }),
      clock,
      startedAt: minute(1),
    });
    expect(scan.findings.map(({ rule }) => rule).sort()).toEqual(['door-closed', 'door-denied']);
  });
});
