import { describe, expect, test } from 'vitest';
import { aDoor, places, snapshot } from '../../engine/shop.ts';
import { eventOf, groundOf, processOn, readingOf, start, type Ground } from './stack-shop.ts';

const iso = ({ clock }: Ground): string => new Date(clock.time).toISOString();
const { target } = snapshot([]);
const { target: other } = snapshot([], { id: places.two });
const missing = { targets: [], clouds: [] };

describe('a sweep that is judged after a later one', () => {
  test('resolves nothing that the later one found', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    await shop.sweep();
    ground.clock.time += 60_000;
    const slow = readingOf([aDoor('a', {})], iso(ground));
    const startedAt = iso(ground);
    ground.clock.time += 60_000;
    ground.doors.set('a', { open: true });
    await shop.sweep();
    expect(await shop.standing()).toEqual(['a open nobody']);
    ground.clock.time += 60_000;
    await shop.sweep({ readings: [slow], execution: 'slow' });
    expect(await shop.standing()).toEqual(['a open nobody']);
    void startedAt;
  });
  test('takes nothing for gone that the later one read', async () => {
    const ground = groundOf({ a: { open: true } });
    const shop = processOn(ground);
    await shop.sweep();
    ground.clock.time += 60_000;
    const slow = readingOf([], iso(ground));
    ground.clock.time += 60_000;
    await shop.sweep();
    ground.clock.time += 60_000;
    await shop.sweep({ readings: [slow], gone: new Set(['a']) });
    expect(await shop.standing()).toEqual(['a open nobody']);
  });
});
describe('clocks', () => {
  test('sweep clock ahead: a change after it is seen', async () => {
    const ground = groundOf({ a: {} });
    const ahead = processOn(ground, { off: 300_000 });
    await ahead.sweep();
    const shop = processOn(ground);
    ground.clock.time += 60_000;
    ground.doors.set('a', { open: true });
    await shop.hear(eventOf(ground, 'a'));
    const came = await shop.pump();
    console.log(came, await shop.standing(), (await shop.memory.runs(9)).map((r) => r.kind + r.startedAt));
    expect(await shop.standing()).toEqual(['a open ana']);
  });
});
describe('listing of org failed', () => {
  test('change in an account that was not listed', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    await shop.sweep();
    ground.clock.time += 60_000;
    const unknown = { ...other, id: 'aws:unknown' };
    const gap = { target: 'aws:unknown', api: 'organizations:ListAccounts', reason: 'denied' as const, types: ['door'], detail: 'x' };
    await shop.sweep({ targets: [unknown], readings: [{ ...readingOf([], iso(ground)), target: unknown, complete: [], gaps: [gap] }], missing });
    ground.doors.set('a', { open: true });
    console.log(await shop.hear(eventOf(ground, 'a')), await shop.pump(), await shop.standing());
    expect(await shop.standing()).toEqual(['a open ana']);
  });
});
void target; void start;
