import { beforeEach, expect, test } from 'vitest';
import type { Plan, Remediation, RemediationEntry } from '#model';
import { chainOf, digestOf, remediationsOn, type Chained } from '#store/fixes/remediations';
import { all, type Table } from '#store/table';
import { quickPorts } from '../../support/quick-store.ts';

const target = 'aws:1:eu';
const at = '2026-11-22T08:00:00.000Z';
const one = (id: string, state: Remediation['state'] = 'proposed', proposedAt = at): Remediation => ({
  ...{ state, step: 0, sent: false, made: 0, requests: [], writes: [] },
  plan: { id, finding: 'f-1', proposedAt, resource: { type: 'gate', id: 'g', name: 'g', target } } as Plan,
});
const entry = (remediation: Remediation, act = 'proposed', when = at): RemediationEntry => ({
  ...{ plan: remediation.plan.id, finding: 'f-1', target, act, by: 'ana', at: when, remediation },
});

let state: Table;
let ledger: Table;
beforeEach(() => {
  const ports = quickPorts();
  ({ state, ledger } = ports);
  return () => ports.close();
});

const chain = async (month = at): Promise<Chained[]> =>
  (await Array.fromAsync(all(ledger, chainOf(target, month)))).map(({ body }) => body as Chained);

test('a step counts over the version that it was decided on, and over no other', async () => {
  const memory = remediationsOn(state, ledger);
  expect(await memory.keep(entry(one('p-1')), 0)).toBe(true);
  expect(await memory.keep(entry(one('p-1'), 'again'), 0)).toBe(false);
  expect(await memory.keep(entry(one('p-1', 'approved'), 'approved'), 1)).toBe(true);
  expect(await memory.get('p-1')).toMatchObject({ version: 2, remediation: { state: 'approved' } });
  expect((await memory.history('p-1')).map(({ act }) => act)).toEqual(['proposed', 'approved']);
  expect(await memory.get('p-2')).toBeUndefined();
  expect(await memory.history('p-2')).toEqual([]);
});

test('each entry of a target and month names the one before it by its digest', async () => {
  const memory = remediationsOn(state, ledger);
  await memory.keep(entry(one('p-1')), 0);
  await memory.keep(entry(one('p-2')), 0);
  await memory.keep(entry(one('p-1', 'rejected'), 'rejected'), 1);
  await memory.keep(entry(one('p-2', 'rejected'), 'rejected', '2026-12-01T00:00:00.000Z'), 1);
  const entries = await chain();
  expect(entries.map(({ entry: it }) => `${it.plan} ${it.act}`)).toEqual([
    'p-1 proposed',
    'p-2 proposed',
    'p-1 rejected',
  ]);
  expect(entries.map(({ before }) => before)).toEqual([null, ...entries.slice(0, 2).map(digestOf)]);
  expect((await chain('2026-12')).map(({ before }) => before)).toEqual([null]);
  expect((await memory.history('p-2')).map(({ act }) => act)).toEqual(['proposed', 'rejected']);
});

test('entries of processes that write at once all stand on the chain', async () => {
  const memory = remediationsOn(state, ledger);
  const ids = Array.from({ length: 8 }, (_, i) => `p-${i}`);
  expect(await Promise.all(ids.map((id) => memory.keep(entry(one(id)), 0)))).toEqual(ids.map(() => true));
  const entries = await chain();
  expect(entries.map(({ entry: it }) => it.plan).sort()).toEqual(ids);
  expect(entries.slice(1).map(({ before }) => before)).toEqual(entries.slice(0, -1).map(digestOf));
});

test("an entry whose step was never counted is in nobody's history", async () => {
  let dies = true;
  const dying: Table = { ...state, put: (item) => (dies ? Promise.reject(new Error('died')) : state.put(item)) };
  const memory = remediationsOn(dying, ledger);
  await expect(memory.keep(entry(one('p-1'), 'lost'), 0)).rejects.toThrow('died');
  dies = false;
  await memory.keep(entry(one('p-1')), 0);
  expect((await memory.history('p-1')).map(({ act }) => act)).toEqual(['proposed']);
  expect((await chain()).map(({ entry: it }) => it.act)).toEqual(['lost', 'proposed']);
});

test('the newest proposal comes first', async () => {
  const memory = remediationsOn(state, ledger);
  await memory.keep(entry(one('p-1', 'proposed', '2026-11-20T00:00:00.000Z')), 0);
  await memory.keep(entry(one('p-2', 'proposed', '2026-11-21T00:00:00.000Z')), 0);
  expect((await memory.all()).map(({ plan }) => plan.id)).toEqual(['p-2', 'p-1']);
});

const later = '2026-11-22T09:00:00.000Z';
const moved = async (memory: ReturnType<typeof remediationsOn>) =>
  (await memory.moved(later)).map(({ version, remediation, at: when }) => [remediation.plan.id, version, when]);

test('each step has its remediation told of, until it is laid aside with the version that was looked at', async () => {
  const memory = remediationsOn(state, ledger);
  await memory.keep(entry(one('p-1')), 0);
  expect(await memory.moved('2026-11-22T07:59:59.999Z')).toEqual([]);
  expect(await moved(memory)).toEqual([['p-1', 1, at]]);
  await memory.keep(entry(one('p-1', 'approved'), 'approved'), 1);
  await memory.dealt('p-1', 1);
  expect(await moved(memory)).toEqual([['p-1', 2, at]]);
  await memory.dealt('p-1', 2);
  await memory.dealt('p-1', 2);
  await memory.dealt('p-2', 1);
  expect(await moved(memory)).toEqual([]);
  expect(await memory.get('p-1')).toMatchObject({ version: 2, remediation: { state: 'approved' } });
});

test('that it was laid aside meanwhile is no conflict with the next step, nor the step with that', async () => {
  const aside: (() => Promise<void>)[] = [];
  const meanwhile: Table = {
    ...state,
    async put(item) {
      await aside.shift()?.();
      return state.put(item);
    },
  };
  const plain = remediationsOn(state, ledger);
  const memory = remediationsOn(meanwhile, ledger);
  await memory.keep(entry(one('p-1')), 0);
  aside.push(() => plain.dealt('p-1', 1));
  expect(await memory.keep(entry(one('p-1', 'approved'), 'approved'), 1)).toBe(true);
  expect(await moved(memory)).toEqual([['p-1', 2, at]]);
  aside.push(() => plain.keep(entry(one('p-1', 'applying'), 'begun'), 2).then(() => undefined));
  await memory.dealt('p-1', 2);
  expect(await moved(memory)).toEqual([['p-1', 3, at]]);
  aside.push(() => plain.keep(entry(one('p-1', 'waiting'), 'sent'), 3).then(() => undefined));
  expect(await memory.keep(entry(one('p-1', 'stopped'), 'stopped'), 3)).toBe(false);
  expect((await memory.history('p-1')).map(({ act }) => act)).toEqual(['proposed', 'approved', 'begun', 'sent']);
});

test('a remediation of a version that counted its writes goes on from there', async () => {
  const memory = remediationsOn(state, ledger);
  const body = { remediation: one('p-1'), entries: [] };
  await state.put({ partition: 'remediations', sort: 'p-1', version: 1, body });
  expect(await memory.get('p-1')).toMatchObject({ version: 1 });
  expect(await memory.keep(entry(one('p-1', 'approved'), 'approved'), 1)).toBe(true);
  await memory.dealt('p-1', 2);
  expect(await memory.get('p-1')).toMatchObject({ version: 2, remediation: { state: 'approved' } });
});
