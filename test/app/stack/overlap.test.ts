import { describe, expect, test } from 'vitest';
import { defaultPolicy, type Gap, type Reading } from '#model';
import { defineRule, unknown } from '#rule';
import { about, aDoor, places, snapshot } from '../../engine/shop.ts';
import { rule } from '../watched-shop.ts';
import { eventOf, groundOf, processOn, readingOf, type Ground } from './stack-shop.ts';

const iso = ({ clock }: Ground): string => new Date(clock.time).toISOString();
const { target: other } = snapshot([], { id: places.two });

describe('a sweep that is judged after one that read later', () => {
  test('resolves nothing that the later one found', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    await shop.sweep();
    ground.clock.time += 60_000;
    const slow = readingOf([aDoor('a')], iso(ground));
    ground.clock.time += 60_000;
    ground.doors.set('a', { open: true });
    await shop.sweep();
    ground.clock.time += 60_000;
    expect(await shop.sweep({ readings: [slow] })).toMatchObject({ findings: 1, changes: 0, incomplete: false });
    expect(await shop.standing()).toEqual(['a open nobody']);
  });

  test('resolves nothing that stands as it stood long before, and takes nothing for gone that the later one read', async () => {
    const ground = groundOf({ a: { open: true }, b: { open: true } });
    const shop = processOn(ground);
    await shop.sweep();
    ground.clock.time += 60_000;
    const slow = readingOf([aDoor('b')], iso(ground));
    ground.clock.time += 60_000;
    await shop.sweep();
    ground.clock.time += 60_000;
    await processOn(ground).sweep({ readings: [slow], gone: new Set(['a']) });
    expect((await shop.standing()).toSorted()).toEqual(['a open nobody', 'b open nobody']);
  });

  test('keeps targets that the later one found, and what it read itself of the others', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    const startedAt = iso(ground);
    const slow = readingOf([aDoor('a', { open: true })], startedAt);
    ground.clock.time += 60_000;
    const two = { ...readingOf([], iso(ground)), target: other };
    await shop.sweep({ targets: [other], readings: [two] });
    ground.clock.time += 60_000;
    await shop.sweep({ targets: [slow.target], readings: [slow], startedAt });
    const [last] = await shop.memory.runs(1);
    const stored = await shop.memory.snapshots(last!.id);
    expect(stored.map(({ target, startedAt: at }) => `${target.id} ${at}`)).toEqual([
      `${places.one} ${startedAt}`,
      `${places.two} ${two.startedAt}`,
    ]);
    expect(await shop.standing()).toEqual(['a open nobody']);
    // Of what the later one knew before this one began it knows better.
    await shop.sweep({ targets: [slow.target], readings: [slow] });
    expect((await shop.memory.scan((await shop.memory.runs(1))[0]!.id))?.targets).toHaveLength(1);
  });

  test('takes nothing for gone that stands in what was read later, though nobody can judge it', async () => {
    const ground = groundOf({ a: { open: true } });
    await processOn(ground).sweep();
    ground.clock.time += 60_000;
    const slow = readingOf([], iso(ground));
    ground.clock.time += 60_000;
    const silent = defineRule({ ...about, id: rule.id, evaluate: () => unknown('denied', 'Nobody knows.') });
    const shop = processOn(ground, { live: () => Promise.resolve({ rules: [silent], policy: defaultPolicy }) });
    await shop.sweep();
    await shop.sweep({ readings: [slow], gone: new Set(['a']) });
    expect(await shop.standing()).toEqual(['a open nobody']);
  });
});

describe('what stands in the store', () => {
  test('says when it was read last, though it was written when it was read first', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    await shop.sweep();
    ground.clock.time += 60_000;
    await shop.sweep();
    const [last] = await shop.memory.runs(1);
    expect((await shop.memory.snapshots(last!.id)).map(({ startedAt }) => startedAt)).toEqual([iso(ground)]);
    await shop.policy();
    const [again] = await shop.memory.runs(1);
    expect((await shop.memory.snapshots(again!.id)).map(({ startedAt }) => startedAt)).toEqual([iso(ground)]);
  });

  test('and was read by a clock that runs ahead is replaced by what is read after it all the same', async () => {
    const ground = groundOf({ a: {} });
    await processOn(ground, { off: 300_000 }).sweep();
    const shop = processOn(ground);
    ground.clock.time += 60_000;
    ground.doors.set('a', { open: true });
    await shop.hear(eventOf(ground, 'a'));
    await shop.pump();
    expect(await shop.standing()).toEqual(['a open ana']);
  });
});

describe('an organisation that could not be listed', () => {
  const id = 'aws:unknown:global';
  const gap: Gap = { target: id, api: 'x', reason: 'denied', types: ['door'], detail: 'It was refused.' };
  const nobody = (startedAt: string): Reading => ({
    ...readingOf([], startedAt),
    ...{ target: { ...other, id, scopes: ['aws-global', 'aws-region'] }, complete: [], gaps: [gap] },
  });

  test('loses none of its accounts: they are unread, and changes in them are looked after', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    await shop.sweep();
    ground.clock.time += 60_000;
    const unlisted = nobody(iso(ground));
    const evaluated = await shop.sweep({ targets: [unlisted.target], readings: [unlisted] });
    expect(evaluated).toMatchObject({ targets: 2, unread: 2, incomplete: true });
    ground.doors.set('a', { open: true });
    expect(await shop.hear(eventOf(ground, 'a'))).toBe('ordered');
    await shop.pump();
    expect(await shop.standing()).toEqual(['a open ana']);
  });
});
