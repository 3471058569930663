import { describe, expect, test } from 'vitest';
import { eventOf, gapAt, groundOf, processOn, start } from './stack-shop.ts';

const shopWith = async (...[doors, options]: [Parameters<typeof groundOf>[0], Parameters<typeof processOn>[1]?]) => {
  const ground = groundOf(doors);
  const shop = processOn(ground, options);
  await shop.sweep();
  return { ground, shop };
};

describe('a change', () => {
  test('that the first look shows opens its finding, with who made it', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    const event = eventOf(ground, 'a');
    ground.doors.set('a', { open: true });
    expect(await shop.hear(event)).toBe('ordered');
    expect(await shop.pump()).toEqual(['settled']);
    expect(await shop.standing()).toEqual(['a open ana']);
    const [finding] = await shop.memory.findings();
    expect(await shop.memory.changeOf(event.change)).toMatchObject({
      ...{ state: 'settled', reads: 1, before: [], after: [finding?.id], opened: [finding?.id] },
    });
    expect((await shop.memory.runs(1))[0]?.kind).toBe('re-read');
  });

  test('that takes a finding away resolves it', async () => {
    const { ground, shop } = await shopWith({ a: { open: true } });
    ground.doors.set('a', {});
    await shop.hear(eventOf(ground, 'a'));
    await shop.pump();
    expect(await shop.standing()).toEqual(['a resolved ana']);
  });

  test('that deletes an object makes its findings gone', async () => {
    const { ground, shop } = await shopWith({ a: { open: true } });
    ground.doors.delete('a');
    await shop.hear(eventOf(ground, 'a'));
    expect(await shop.pump()).toEqual(['settled']);
    expect(await shop.standing()).toEqual(['a gone ana']);
  });

  test('that no look shows is looked for at once, after 5 s, 30 s and 2 min, and no run is written', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    const event = eventOf(ground, 'a');
    await shop.hear(event);
    expect(await shop.pump()).toEqual(['following', 'following', 'following', 'unsettled']);
    expect(ground.reads).toEqual([0, 5, 30, 120]);
    expect(await shop.memory.changeOf(event.change)).toMatchObject({ state: 'unsettled', reads: 4 });
    expect((await shop.memory.runs(9)).map(({ kind }) => kind)).toEqual(['sweep']);
  });

  test('of what nobody watches is kept, and nothing is ordered', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    const event = eventOf(ground, 'z', undefined, { touched: [{ target: 'aws:9:eu', type: 'door', id: 'z' }] });
    expect(await shop.hear(event)).toBe('outside');
    expect(ground.queue).toEqual([]);
    expect(await shop.memory.changeOf(event.change)).toMatchObject({ state: 'outside', reads: 0 });
  });

  test('after which the object cannot be read leaves it unknown, and resolves nothing', async () => {
    const { ground, shop } = await shopWith({ a: { open: true } }, { gaps: (id) => gapAt(id) });
    await shop.hear(eventOf(ground, 'a'));
    expect((await shop.pump()).at(-1)).toBe('unsettled');
    expect(await shop.standing()).toEqual(['a open nobody']);
  });

  test('that another one of the same object surrounds is looked at twice before a difference is believed', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    ground.doors.set('a', { open: true });
    await shop.hear(eventOf(ground, 'a', undefined, { eventId: 'one' }));
    await shop.hear(eventOf(ground, 'a', undefined, { eventId: 'two' }));
    expect(await shop.pump()).toEqual(['following', 'following', 'settled', 'settled']);
    expect(await shop.standing()).toEqual(['a open ana']);
  });

  test('before the first run waits for it', async () => {
    const ground = groundOf({ a: { open: true } });
    const shop = processOn(ground);
    expect(await shop.hear(eventOf(ground, 'a'))).toBe('ordered');
    expect(await shop.pump(start)).toEqual(['early']);
    await shop.sweep();
    expect((await shop.pump()).slice(0, 1)).toEqual(['following']);
  });
});

describe('the same event twice', () => {
  test('is ordered once, whether it is followed or settled', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    const event = eventOf(ground, 'a', true);
    ground.doors.set('a', { open: true });
    expect(await shop.hear(event)).toBe('ordered');
    expect(await shop.hear(event)).toBe('repeated');
    expect(ground.queue.map(({ judge, look }) => judge?.do ?? look?.look)).toEqual(['announce', 0]);
    await shop.pump();
    expect(await shop.hear(event)).toBe('repeated');
    const history = await shop.memory.history((await shop.memory.findings())[0]!.id);
    expect(history.map(({ kind }) => kind)).toEqual(['announced', 'opened']);
  });

  test('as two orders of one look is one look, and one that follows', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    await shop.hear(eventOf(ground, 'a'));
    ground.queue.push(...ground.queue);
    expect(await shop.pump(start)).toEqual(['following', 'repeated']);
    expect(ground.queue).toHaveLength(1);
  });
});

test('an order of a change that nobody remembers is let go', async () => {
  const { shop } = await shopWith({ a: {} });
  expect(await shop.look({ eventId: 'forged', at: '2026-11-22T09:00:00Z', look: 0 })).toBe('unknown');
});

describe('a request that takes effect later', () => {
  test('is announced before anything is read, and confirmed by the look', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    const event = eventOf(ground, 'a', true);
    await shop.hear(event);
    expect(await shop.judge(ground.queue.shift()!.judge!)).toEqual(['following']);
    expect(await shop.standing()).toEqual(['a announced ana']);
    ground.doors.set('a', { open: true, state: 'HANGING' });
    expect(await shop.pump(start + 10_000)).toEqual(['following', 'following']);
    expect(await shop.standing()).toEqual(['a announced ana']);
    ground.doors.set('a', { open: true });
    expect(await shop.pump()).toEqual(['settled']);
    expect(await shop.standing()).toEqual(['a open ana']);
    expect(await shop.memory.changeOf(event.change)).toMatchObject({
      ...{ announced: [expect.any(String)], opened: [expect.any(String)], reads: 3 },
    });
  });

  test('is withdrawn when it never comes', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    const event = eventOf(ground, 'a', true);
    await shop.hear(event);
    expect((await shop.pump()).at(-1)).toBe('unsettled');
    expect(await shop.standing()).toEqual(['a resolved ana']);
    expect(await shop.memory.changeOf(event.change)).toMatchObject({ closed: [expect.any(String)] });
  });

  test('is not withdrawn by a sweep or another change while it is looked after', async () => {
    const { ground, shop } = await shopWith({ a: {}, b: {} });
    await shop.hear(eventOf(ground, 'a', true));
    ground.clock.time += 1000;
    await shop.sweep();
    ground.doors.set('b', { open: true });
    await shop.hear(eventOf(ground, 'b'));
    await shop.pump(start + 2000);
    expect(await shop.standing()).toEqual(['b open ana', 'a announced ana'].sort());
  });

  test('is asked after for half an hour while the provider is at work', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    await shop.hear(eventOf(ground, 'a', true));
    ground.doors.set('a', { state: 'HANGING' });
    expect((await shop.pump()).at(-1)).toBe('unsettled');
    expect(ground.reads.slice(0, 6)).toEqual([0, 5, 30, 120, 240, 360]);
    expect(ground.reads.at(-1)).toBe(1800);
  });

  test('whose looks were lost is waited for no longer after two hours', async () => {
    const { ground, shop } = await shopWith({ a: {} });
    const event = eventOf(ground, 'a', true);
    await shop.hear(event);
    await shop.judge(ground.queue.shift()!.judge!);
    ground.queue.length = 0;
    ground.clock.time += 7_200_000;
    await shop.sweep();
    expect(await shop.standing()).toEqual(['a resolved ana']);
    expect(await shop.memory.changeOf(event.change)).toMatchObject({ state: 'unsettled' });
  });
});
