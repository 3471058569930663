import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { liveOn } from '#app/policy/live';
import { reEvaluate } from '#app/policy/re-evaluate';
import { scan } from '#app/scan';
import { auditWaivers } from '#app/waivers/audit';
import { findingsAt, registerOfScan, scanAt } from '#app/waivers/then';
import { decideWaiver, registerAt, requestWaiver, type WaiverDesk, type WaiverWish } from '#app/waivers/waivers';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { standingAt } from '#engine/waivers/waive';
import { defaultPolicy, type Clock, type Finding, type Memory, type PolicyDocument, type Waiver } from '#model';
import { defineRule, fail, pass } from '#rule';
import { openEmbedded } from '#store/embedded';
import { about, aDoor, places, snapshot } from '../../engine/shop.ts';

const rule = defineRule({
  ...about,
  id: 'door-closed',
  severity: 'high',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});
const start = Date.parse('2026-11-22T08:00:00.000Z');
const at = (days: number): string => new Date(start + days * 86_400_000).toISOString();
const clock: Clock = { now: () => start, sleep: () => Promise.resolve() };
const { version: _, ...document } = defaultPolicy;
const coded: Waiver = {
  ...{ id: 'EX-1', rule: rule.id, resource: 'd1', owner: 'lab', approver: 'ciso', reason: 'x', until: at(40) },
};

let memory: Memory;
let file: PolicyDocument;
const desk = (days: number): WaiverDesk => ({ memory, file, at: at(days) });
const live = () => liveOn({ rules: [rule], file, memory });
const run = async (days: number, ...open: boolean[]) => {
  const { rules, policy } = await live()(at(days));
  const doors = snapshot(open.map((it, i) => aDoor(`d${i}`, { open: it })));
  const snapshots = snapshotsOf([doors], typesOf([rule]));
  return scan({ snapshots, rules, policy, memory, clock, startedAt: at(days) });
};
const judgedAgain = async (days: number) => {
  const again = await reEvaluate({ memory, standing: await live()(at(days)), clock, startedAt: at(days) });
  return again?.changes.map(({ kind, cause, finding }) => `${finding.resource.id} ${kind} by ${cause}`);
};
const findingOn = async (id: string): Promise<Finding> => {
  const found = (await memory.findings()).find(({ resource }) => resource.id === id);
  if (!found) throw new Error(`nothing was found on ${id}`);
  return found;
};
const wish = (finding: string, more: Partial<WaiverWish> = {}): WaiverWish => ({
  ...{ finding, width: 'finding', by: 'ana', owner: 'lab', reason: 'no data', until: at(30) },
  ...more,
});
const accept = async (id: string, more: Partial<WaiverWish> = {}): Promise<string> => {
  const { waiver } = await requestWaiver(desk(1), wish((await findingOn(id)).id, more));
  await decideWaiver(desk(2), waiver.id, 'approve', { by: 'bob', why: '' });
  return waiver.id;
};

beforeEach(async () => {
  memory = openEmbedded(mkdtempSync(join(tmpdir(), 'shoalwatch-')), 'write');
  file = document;
  await run(0, true, true, false);
  return () => memory.close();
});

describe('a waiver from request to end', () => {
  it('hides nothing when it is asked for, and its finding once it is approved', async () => {
    const { id } = await findingOn('d0');
    const { waiver } = await requestWaiver(desk(1), wish(id));
    expect(await judgedAgain(1)).toEqual([]);
    await decideWaiver(desk(2), waiver.id, 'approve', { by: 'bob', why: '' });
    expect(await judgedAgain(2)).toEqual(['d0 waived by policy']);
    expect(await findingOn('d0')).toMatchObject({ status: 'waived', waiver: { id: waiver.id, until: at(30) } });
    expect((await findingOn('d1')).status).toBe('open');
  });
  it('ends by itself: its finding is open from that second on in every answer, without a new run', async () => {
    await accept('d0');
    await judgedAgain(2);
    const justBefore = new Date(start + 30 * 86_400_000 - 1).toISOString();
    const statusAt = async (instant: string) =>
      standingAt(await memory.findings(), instant).find(({ resource }) => resource.id === 'd0')?.status;
    expect([await statusAt(justBefore), await statusAt(at(30))]).toEqual(['waived', 'open']);
    const [last] = await memory.runs(1);
    const judged = await memory.scan(last?.id ?? '');
    const waivedAt = async (instant: string) => judged && (await scanAt(judged, memory, instant)).totals.waived;
    expect([await waivedAt(justBefore), await waivedAt(at(30))]).toEqual([1, 0]);
    expect(await judgedAgain(30)).toEqual(['d0 unwaived by time']);
  });
  it('is open again as soon as it is revoked', async () => {
    const id = await accept('d0');
    await judgedAgain(2);
    await decideWaiver(desk(3), id, 'revoke', { by: 'eve', why: 'data came' });
    const statuses = (await findingsAt(memory, at(3))).map(({ status }) => status);
    expect(statuses).toEqual(['open', 'open']);
    const [last] = await memory.runs(1);
    const judged = await memory.scan(last?.id ?? '');
    const waivedAt = async (day: number) => judged && (await scanAt(judged, memory, at(day))).totals.waived;
    // What was true before stays true of then.
    expect([await waivedAt(2), await waivedAt(3)]).toEqual([1, 0]);
    expect(await judgedAgain(3)).toEqual(['d0 unwaived by policy']);
    expect((await memory.waivers.history(id)).map(({ act, by, why }) => [act, by, why])).toEqual([
      ['requested', 'ana', 'no data'],
      ['approved', 'bob', ''],
      ['revoked', 'eve', 'data came'],
    ]);
  });
  it('goes on only once that is approved, too', async () => {
    const id = await accept('d0');
    await judgedAgain(2);
    await requestWaiver(desk(20), wish((await findingOn('d0')).id, { until: at(60) }));
    expect(await judgedAgain(20)).toEqual([]);
    await expect(decideWaiver(desk(21), id, 'approve', { by: 'ana', why: '' })).rejects.toThrow('cannot approve it');
    await decideWaiver(desk(21), id, 'approve', { by: 'bob', why: '' });
    expect(await judgedAgain(21)).toEqual(['d0 waived by policy']);
    expect((await findingOn('d0')).waiver?.until).toBe(at(60));
  });
});

describe('a request', () => {
  it('for a target covers what is found there later', async () => {
    await accept('d0', { width: 'target' });
    expect(await judgedAgain(2)).toEqual(['d0 waived by policy', 'd1 waived by policy']);
    const { scan: later } = await run(3, true, true, true);
    expect(later.findings.map(({ status }) => status)).toEqual(['waived', 'waived', 'waived']);
    expect((await memory.waivers.all())[0]?.scope).toEqual({ target: places.one });
  });
  it('is refused for what is closed, unknown, or in no cluster or account', async () => {
    const { id } = await findingOn('d0');
    await expect(requestWaiver(desk(1), wish('f-x'))).rejects.toThrow('the store has no finding "f-x".');
    await expect(requestWaiver(desk(1), wish(id.slice(0, -1)))).rejects.toThrow(`Did you mean "${id}"?`);
    for (const width of ['cluster', 'account'] as const) {
      await expect(requestWaiver(desk(1), wish(id, { width }))).rejects.toThrow(`for the whole ${width}: `);
    }
    await run(1, false, true, false);
    await expect(requestWaiver(desk(1), wish(id))).rejects.toThrow(`${id} is resolved: there is nothing to accept`);
  });
  it('is refused where the config accepts the same, and so is an approval that came before it', async () => {
    file = { ...document, waivers: [coded] };
    const { id } = await findingOn('d1');
    await expect(requestWaiver(desk(1), wish(id))).rejects.toThrow('EX-1 accepts the same as code');
    file = document;
    const { waiver } = await requestWaiver(desk(1), wish(id));
    file = { ...document, waivers: [coded] };
    const decide = (decision: 'approve' | 'deny', name = waiver.id) =>
      decideWaiver(desk(2), name, decision, { by: 'bob', why: 'code' });
    await expect(decide('approve')).rejects.toThrow('EX-1 accepts the same as code');
    await expect(decide('deny', 'EX-1')).rejects.toThrow('EX-1 accepts the same as code');
    expect((await decide('deny')).act).toBe('denied');
  });
  it('is decided by its id', async () => {
    const { waiver } = await requestWaiver(desk(1), wish((await findingOn('d0')).id));
    const near = waiver.id.slice(0, -1);
    const decided = decideWaiver(desk(2), near, 'deny', { by: 'bob', why: 'x' });
    await expect(decided).rejects.toThrow(`the store has no waiver "${near}". Did you mean "${waiver.id}"?`);
  });
  it('of two at once one is kept, and the other is told so', async () => {
    const { id } = await findingOn('d0');
    const both = await Promise.allSettled([
      requestWaiver(desk(1), wish(id)),
      requestWaiver(desk(1), wish(id, { by: 'bob' })),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { message: expect.stringContaining('somebody else has just changed') as string },
    });
  });
});

describe('the register', () => {
  it('of an active version of the policy is that one, whatever the file says', async () => {
    file = { ...document, waivers: [coded] };
    expect((await registerAt(desk(1))).map(({ id, origin }) => [id, origin])).toEqual([['EX-1', 'as code']]);
    await memory.policies.push({ document, source: 'version: 1\n', author: 'ana', at: at(1) });
    await memory.policies.activate(1, { author: 'ana', at: at(1) });
    expect(await registerAt(desk(1))).toEqual([]);
  });
  it('of an earlier scan is the one of then', async () => {
    const id = await accept('d0');
    await judgedAgain(2);
    const [then] = await memory.runs(1);
    await decideWaiver(desk(3), id, 'revoke', { by: 'eve', why: 'x' });
    await judgedAgain(3);
    const judged = await memory.scan(then?.id ?? '');
    if (!judged) throw new Error('the scan is gone');
    const registered = async (days: number) =>
      (await registerOfScan({ scan: judged, memory, file, at: at(days) })).map(({ status, hidden }) => [
        status,
        hidden.length,
      ]);
    expect([await registered(0), await registered(1), await registered(2), await registered(3)]).toEqual([
      [],
      [['requested', 1]],
      [['active', 1]],
      [['revoked', 0]],
    ]);
  });
});

describe('an audit', () => {
  it('knows since when a waiver hides nothing, which rules are on, and what the last run saw', async () => {
    file = { ...document, waivers: [{ ...coded, id: 'EX-2', resource: 'gone' }] };
    const id = await accept('d0');
    await judgedAgain(2);
    await run(5, false, true, false);
    const issues = async () =>
      (await auditWaivers(desk(6), live())).map((it) => `${it.waiver} ${it.issue}: ${it.message}`);
    expect(await issues()).toEqual([
      'EX-2 resource-unknown: The last run saw no gone.',
      'EX-2 unused: It has never hidden anything.',
      `${id} unused: It hides nothing since 2026-11-27.`,
    ]);
    file = { ...file, rules: { [rule.id]: { enabled: false, reason: 'x' } } };
    expect((await issues()).filter((it) => it.includes('rule-off'))).toHaveLength(2);
  });
});
