import { describe, expect, test } from 'vitest';
import { isCrowded } from '#app/stack/crowded';
import { eventOf, groundOf, processOn, start, type Ground } from './stack-shop.ts';

const hour = 3_600_000;
const minute = 60_000;
const told = ({ clock }: Ground, off: number): { readonly at: string } => ({
  at: new Date(clock.time + off).toISOString(),
});
/** By how much the clock of whoever tells of a change is off. */
const offs = [-10 * hour, -3 * hour, -10 * minute, 0, 10 * minute, 3 * hour, 10 * hour];

async function swept(doors: Parameters<typeof groundOf>[0]) {
  const ground = groundOf(doors);
  const shop = processOn(ground);
  await shop.sweep();
  return { ground, shop };
}

describe.each(offs)('a change whose record is %i ms off', (off) => {
  test('is looked for until the answer shows it, though that is stale at first', async () => {
    const { ground, shop } = await swept({ a: {} });
    ground.clock.time += minute;
    await shop.hear(eventOf(ground, 'a', undefined, told(ground, off)));
    await shop.pump(ground.clock.time + 6000);
    ground.doors.set('a', { open: true });
    await shop.pump();
    expect(await shop.standing()).toEqual(['a open ana']);
  });

  test('is not given up by a sweep that is judged while it is looked after', async () => {
    const { ground, shop } = await swept({ a: {}, b: {} });
    const event = eventOf(ground, 'a', true, told(ground, off));
    await shop.hear(event);
    await shop.pump(ground.clock.time);
    await shop.sweep();
    expect(await shop.memory.changeOf(event.change)).toMatchObject({ state: 'following' });
    ground.doors.set('a', { open: true });
    await shop.pump();
    expect(await shop.standing()).toEqual(['a open ana']);
  });

  test('is judged for whoever made it, however late that is', async () => {
    const { ground, shop } = await swept({ a: {} });
    ground.doors.set('a', { open: true });
    await shop.hear(eventOf(ground, 'a', undefined, told(ground, off)));
    expect(await shop.look(ground.queue.shift()!.look!)).toBe('settled');
    ground.clock.time += 90 * minute;
    await shop.judge(ground.queue.pop()!.judge!);
    expect(await shop.standing()).toEqual(['a open ana']);
  });

  test('waits for the first sweep', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    await shop.hear(eventOf(ground, 'a', undefined, told(ground, off)));
    expect(await shop.pump(start + minute)).toEqual(['early']);
    await shop.sweep();
    ground.doors.set('a', { open: true });
    await shop.pump();
    expect(await shop.standing()).toEqual(['a open ana']);
  });

  test('whose looks were lost is waited for no longer after two hours', async () => {
    const { ground, shop } = await swept({ a: {} });
    const event = eventOf(ground, 'a', true, told(ground, off));
    await shop.hear(event);
    await shop.judge(ground.queue.shift()!.judge!);
    ground.queue.length = 0;
    ground.clock.time += 2 * hour;
    await shop.sweep();
    expect(await shop.memory.changeOf(event.change)).toMatchObject({ state: 'unsettled' });
    expect(await shop.standing()).toEqual(['a resolved ana']);
  });

  test('crowds another one of the same object that is heard of at the same time', async () => {
    const { ground, shop } = await swept({ a: {}, b: {} });
    const [one, other, apart] = [
      eventOf(ground, 'a', undefined, { eventId: 'one' }),
      eventOf(ground, 'a', undefined, { eventId: 'other', ...told(ground, off) }),
      eventOf(ground, 'b', undefined, { eventId: 'apart', ...told(ground, off) }),
    ];
    for (const event of [one, other, apart]) await shop.hear(event);
    const crowded = async ({ change }: typeof one) => isCrowded(shop.memory, (await shop.memory.changeOf(change))!);
    expect([await crowded(one), await crowded(other), await crowded(apart)]).toEqual([true, true, false]);
  });
});
