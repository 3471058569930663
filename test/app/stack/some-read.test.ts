import { expect, test } from 'vitest';
import { aDoor, places, snapshot } from '../../engine/shop.ts';
import { groundOf, processOn, readingOf, type Ground } from './stack-shop.ts';

const iso = ({ clock }: Ground): string => new Date(clock.time).toISOString();
const { target: two } = snapshot([], { id: places.two });
const only = [places.one];

/** A shop whose two places were swept: the first one is fine, in the second one a door is open. */
async function shopOfTwo() {
  const ground = groundOf({ a: {} });
  const shop = processOn(ground);
  const one = () =>
    readingOf(
      [...ground.doors].map(([id, door]) => aDoor(id, door)),
      iso(ground),
    );
  const other = { ...readingOf([], iso(ground)), target: two, resources: [aDoor('z', { open: true }, places.two)] };
  const { target } = one();
  await shop.sweep({ targets: [target, two], readings: [one(), other] });
  ground.clock.time += 60_000;
  /** Sweeps the first place alone. */
  const some = (more: object = {}) => shop.sweep({ only, targets: [target], readings: [one()], ...more });
  return { ground, shop, target, some };
}

test('what was read of one target is judged beside the others as they stand, and is no sweep', async () => {
  const { ground, shop, some } = await shopOfTwo();
  ground.doors.set('a', { open: true });
  expect(await some()).toMatchObject({ targets: 2, findings: 2, changes: 1, incomplete: false });
  expect((await shop.standing()).toSorted()).toEqual(['a open nobody', 'z open nobody']);
  const runs = await shop.memory.runs(2);
  expect(runs.map(({ kind }) => kind)).toEqual(['re-read', 'sweep']);
  expect((await shop.memory.targets(runs[0]!.id)).map(({ id }) => id)).toEqual([places.one, places.two]);
});

test('resolves what is fixed there, and nothing of the others', async () => {
  const { ground, shop, some } = await shopOfTwo();
  ground.doors.set('a', { open: true });
  await some();
  ground.clock.time += 60_000;
  ground.doors.set('a', {});
  await some();
  expect((await shop.standing()).toSorted()).toEqual(['a resolved nobody', 'z open nobody']);
});

test('where it could not be read it is unknown there alone', async () => {
  const { ground, shop, target, some } = await shopOfTwo();
  ground.doors.set('a', { open: true });
  await some();
  ground.clock.time += 60_000;
  const missing = { targets: [{ target, why: 'It was found and never read.' }], clouds: [] };
  expect(await some({ readings: [], missing })).toMatchObject({ targets: 2, unread: 1, incomplete: true });
  expect((await shop.standing()).toSorted()).toEqual(['a open nobody', 'z open nobody']);
  const [last] = await shop.memory.runs(1);
  expect((await shop.memory.targets(last!.id)).map(({ state }) => state)).toEqual(['failed', 'done']);
});

test('where its cloud could not be entered, the other targets of the cloud stand all the same', async () => {
  const { shop, some } = await shopOfTwo();
  const missing = { targets: [], clouds: [{ cloud: 'aws' as const, why: 'Nobody let us in.' }] };
  expect(await some({ targets: [], readings: [], missing })).toMatchObject({ targets: 2, unread: 1 });
  expect(await shop.standing()).toEqual(['z open nobody']);
});

test('a target that nobody finds any more stands until a sweep of everything says so', async () => {
  const { shop, some } = await shopOfTwo();
  expect(await some({ targets: [], readings: [] })).toMatchObject({ targets: 2, changes: 0 });
  expect(await shop.standing()).toEqual(['z open nobody']);
});

test('an older read of it never replaces a newer one', async () => {
  const { ground, shop, some } = await shopOfTwo();
  const old = { ...readingOf([aDoor('a')], iso(ground)) };
  ground.clock.time += 60_000;
  ground.doors.set('a', { open: true });
  await some();
  await some({ readings: [old] });
  expect((await shop.standing()).toSorted()).toEqual(['a open nobody', 'z open nobody']);
});

test('done once more for the same execution it answers the run that stands', async () => {
  const { ground, shop, some } = await shopOfTwo();
  const execution = { execution: 'by-hand', startedAt: iso(ground) };
  const { run } = await some(execution);
  expect((await some(execution)).run).toBe(run);
  expect(await shop.memory.runs(9)).toHaveLength(2);
});

test('before the first sweep there is nothing to judge it beside', async () => {
  const ground = groundOf({ a: { open: true } });
  const shop = processOn(ground);
  expect(await shop.sweep({ only })).toMatchObject({ run: null });
  expect(await shop.standing()).toEqual([]);
});
