import { afterEach, beforeEach, expect, test } from 'vitest';
import { liveOn } from '#app/policy/live';
import type { Scanned } from '#app/scan';
import { defaultPolicy, type Memory, type PolicyDocument, type Waiver } from '#model';
import { memoryOn } from '#store/memory';
import { quickPorts } from '../support/quick-store.ts';
import { rule, shopOf, type Shop } from './watched-shop.ts';

const { version: _, ...nothing } = defaultPolicy;
const off: PolicyDocument = { ...nothing, rules: { 'door-closed': { enabled: false } } };
const grave: PolicyDocument = { ...nothing, rules: { 'door-closed': { severity: 'critical' } } };

let ports: ReturnType<typeof quickPorts>;
let memory: Memory;
let stop: AbortController;
beforeEach(() => {
  ports = quickPorts();
  memory = memoryOn(ports);
  stop = new AbortController();
});
afterEach(() => stop.abort());

/** A shop that is watched and keeps up with the policy of its store. */
function watched(file: PolicyDocument = nothing, more: Parameters<typeof shopOf>[0]['input'] = {}) {
  const judged: Scanned[] = [];
  const failed: string[] = [];
  const shop = shopOf({
    ...{ doors: { a: { open: true }, b: {} }, memory },
    input: {
      ...{ live: liveOn({ rules: [rule], file, memory }), signal: stop.signal },
      rejudged: (it) => judged.push(it),
      failed: (what, error) => failed.push(`${what}: ${String(error)}`),
      ...more,
    },
  });
  return { shop, judged, failed };
}

/** Another one that has the store pushes a policy into it and makes it count. */
async function push(document: PolicyDocument, at: string): Promise<void> {
  const other = memoryOn(ports);
  const { version } = await other.policies.push({ document, source: JSON.stringify(document), author: 'ana', at });
  await other.policies.activate(version, { author: 'ana', at });
}

const isoAt = ({ clock }: Shop, ms = 0): string => new Date(clock.now() + ms).toISOString();
const movesOf = (judged: readonly Scanned[]): readonly string[] =>
  judged.flatMap(({ changes }) => changes.map(({ kind, cause, finding }) => `${kind} ${finding.resource.id} ${cause}`));

test('a policy that another process pushes closes and opens findings within seconds, and no cloud is called', async () => {
  const { shop, judged } = watched();
  await shop.watch.sweep();
  const keeping = shop.watch.keepUp();
  await shop.clock.sleep(5000);
  expect(judged).toEqual([]);
  await push(off, isoAt(shop));
  await shop.clock.sleep(3000);
  expect(movesOf(judged)).toEqual(['no-longer-applies a policy']);
  expect(judged[0]?.scan.policyVersion).toBe(1);
  await push(grave, isoAt(shop));
  await shop.clock.sleep(3000);
  expect(movesOf(judged).slice(1)).toEqual(['reopened a policy']);
  expect((await memory.findings()).map(({ severity, status }) => `${severity} ${status}`)).toEqual(['critical open']);
  expect((await memory.runs(9)).map(({ kind }) => kind)).toEqual(['re-evaluation', 're-evaluation', 'sweep']);
  expect(shop.reads).toEqual([]);
  stop.abort();
  await keeping;
});

test('a change after a push is judged by what is active now', async () => {
  const { shop } = watched();
  await shop.watch.sweep();
  await push(grave, isoAt(shop));
  await shop.clock.sleep(1000);
  shop.doors.set('b', { open: true });
  await shop.hear('b');
  const [run] = await memory.runs(1);
  expect(run).toMatchObject({ kind: 're-read', policyVersion: 1 });
  expect((await memory.findings()).find(({ resource }) => resource.id === 'b')?.severity).toBe('critical');
});

test('a waiver counts until its end, and from that second on no more', async () => {
  const until = '1970-01-01T01:00:00.000Z';
  const why = { owner: 'ana', approver: 'ben', reason: 'a known door' };
  const waiver: Waiver = { id: 'w-1', rule: 'door-closed', resource: 'a', until, ...why };
  const { shop, judged } = watched({ ...nothing, waivers: [waiver] });
  await shop.watch.sweep();
  expect((await memory.findings()).map(({ status }) => status)).toEqual(['waived']);
  void shop.watch.keepUp();
  await shop.clock.sleep(3_590_000);
  expect(judged).toEqual([]);
  await shop.clock.sleep(12_000);
  expect(movesOf(judged)).toEqual(['unwaived a time']);
  await shop.clock.sleep(60_000);
  expect(judged).toHaveLength(1);
});

test('what was laid over a rule until a moment ends at it', async () => {
  const { shop, judged } = watched();
  await shop.watch.sweep();
  void shop.watch.keepUp();
  const entry = { is: 'rule', rule: 'door-closed', setting: { enabled: false } } as const;
  const until = isoAt(shop, 600_000);
  await memory.policies.lay({ id: 'o-1', author: 'ana', at: isoAt(shop), reason: 'an incident', until, entry });
  await shop.clock.sleep(3000);
  expect(movesOf(judged)).toEqual(['no-longer-applies a policy']);
  await shop.clock.sleep(600_000);
  expect(movesOf(judged).slice(1)).toEqual(['reopened a policy']);
});

test('what changed while no process was there is judged when one starts, and what did not is not', async () => {
  const first = watched();
  await first.shop.watch.sweep();
  const [run] = await memory.runs(1);
  const snapshots = await memory.snapshots(run!.id);
  const second = watched(nothing, { snapshots });
  void second.shop.watch.keepUp();
  await second.shop.clock.sleep(3000);
  expect(second.judged).toEqual([]);
  await push(off, isoAt(second.shop));
  const third = watched(nothing, { snapshots });
  void third.shop.watch.keepUp();
  await third.shop.clock.sleep(3000);
  expect(movesOf([...second.judged, ...third.judged])).toEqual(['no-longer-applies a policy']);
});

test('a store that cannot be asked is said once, and asked again', async () => {
  const { shop, failed } = watched(nothing, {
    memory: { ...memory, policies: { ...memory.policies, stamp: () => Promise.reject(new Error('it is locked')) } },
  });
  void shop.watch.keepUp();
  await shop.clock.sleep(10_000);
  expect(failed).toEqual(['what stands could not be judged anew: Error: it is locked']);
});
