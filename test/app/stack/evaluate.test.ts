import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '#model';
import { aDoor, places, snapshot } from '../../engine/shop.ts';
import { rule } from '../watched-shop.ts';
import { eventOf, groundOf, processOn, readingOf, type Ground } from './stack-shop.ts';

const iso = ({ clock }: Ground): string => new Date(clock.time).toISOString();
const why = 'It was found and never read.';
const document = { components: { allow: {}, deny: {} }, rules: {}, waivers: [] };
const { target } = snapshot([]);
const { target: other } = snapshot([], { id: places.two });

describe('a sweep that is judged', () => {
  test('writes a run whose id tells of its execution, and answers what came of it', async () => {
    const ground = groundOf({ a: { open: true }, b: {} });
    const shop = processOn(ground);
    const evaluated = await shop.sweep({ execution: 'one' });
    expect(evaluated).toEqual({
      ...{ run: expect.stringMatching(/^r-20261122090000\d{3}-[0-9a-z]{6}$/) as string, targets: 1, unread: 0 },
      ...{ findings: 1, changes: 1, coverage: 1, incomplete: false },
    });
    const [run] = await shop.memory.runs(1);
    expect(run).toMatchObject({ id: evaluated.run, kind: 'sweep' });
    expect((await shop.memory.history((await shop.memory.findings())[0]!.id))[0]?.run).toBe(evaluated.run);
  });

  test('and is judged again for the same execution answers the run that stands', async () => {
    const ground = groundOf({ a: { open: true } });
    const shop = processOn(ground);
    const startedAt = iso(ground);
    const sweep = () => shop.sweep({ execution: 'one' });
    const first = await sweep();
    ground.clock.time += 30_000;
    ground.doors.set('a', {});
    expect(startedAt < iso(ground)).toBe(true);
    expect(await sweep()).toMatchObject({ run: first.run, findings: 1 });
    expect(await shop.memory.runs(9)).toHaveLength(1);
    expect(await shop.sweep({ execution: 'two' })).toMatchObject({ findings: 0, changes: 1 });
  });

  test('stands as the last run though a look was judged while it was read', async () => {
    const ground = groundOf({ a: {} });
    const shop = processOn(ground);
    await shop.sweep();
    ground.clock.time += 1000;
    ground.doors.set('a', { open: true });
    await shop.hear(eventOf(ground, 'a'));
    await shop.pump(ground.clock.time);
    ground.clock.time += 1000;
    const { run } = await shop.sweep();
    expect((await shop.memory.runs(1))[0]?.id).toBe(run);
  });

  test('counts what was found and never read as failed: coverage falls, and nothing of it is resolved', async () => {
    const ground = groundOf({ a: { open: true } });
    const shop = processOn(ground);
    await shop.sweep();
    ground.clock.time += 1000;
    const missing = { targets: [{ target, why }], clouds: [] };
    const evaluated = await shop.sweep({ targets: [target], readings: [], missing });
    expect(evaluated).toMatchObject({ targets: 1, unread: 1, incomplete: true, coverage: 0, changes: 0 });
    const scan = await shop.memory.scan(evaluated.run!);
    expect(scan?.targets).toEqual([{ id: places.one, provider: 'aws', state: 'failed', reason: why }]);
    expect(await shop.standing()).toEqual(['a open nobody']);
    // What is read again stands as it did, and moves nothing.
    expect(await shop.sweep()).toMatchObject({ incomplete: false, changes: 0, findings: 1 });
  });

  test('keeps every target of a cloud that was not dealt out to its end, as failed', async () => {
    const ground = groundOf({ a: { open: true } });
    const shop = processOn(ground);
    const two = (startedAt: string) => ({ ...readingOf([], startedAt), target: other });
    const both = () => [readingOf([aDoor('a', { open: true })], iso(ground)), two(iso(ground))];
    await shop.sweep({ targets: [target, other], readings: both() });
    ground.clock.time += 1000;
    const missing = { targets: [], clouds: [{ cloud: 'aws' as const, why }] };
    const evaluated = await shop.sweep({ targets: [other], readings: [two(iso(ground))], missing });
    const scan = await shop.memory.scan(evaluated.run!);
    expect(scan?.targets.map(({ id, state }) => `${id} ${state}`)).toEqual([
      `${places.one} failed`,
      `${places.two} done`,
    ]);
    expect(await shop.standing()).toEqual(['a open nobody']);
    const clouds = [{ cloud: 'gcp' as const, why }];
    await shop.sweep({ targets: [other], readings: [two(iso(ground))], missing: { targets: [], clouds } });
    const [last] = await shop.memory.runs(1);
    expect((await shop.memory.scan(last!.id))?.targets.map(({ id }) => id)).toEqual([places.two]);
  });

  test('makes gone what its cloud confirmed as gone, and asks nobody itself', async () => {
    const ground = groundOf({ a: { open: true }, b: { open: true } });
    const shop = processOn(ground);
    await shop.sweep();
    ground.clock.time += 1000;
    const readings = [readingOf([], iso(ground))];
    await shop.sweep({ readings, gone: new Set(['a']) });
    expect((await shop.standing()).toSorted()).toEqual(['a gone nobody', 'b open nobody']);
  });

  test('that read everything is judged though the store has lost what stood before', async () => {
    const ground = groundOf({ a: { open: true } });
    await processOn(ground).sweep();
    ground.clock.time += 1000;
    ground.doors.set('a', {});
    const lossy = processOn(ground, {
      between: {
        table: (it) => it,
        order: (send) => send(),
        files: (it) => ({
          ...it,
          get: (path) => (path.startsWith('chunks/') ? Promise.resolve(undefined) : it.get(path)),
        }),
      },
    });
    expect(await lossy.sweep()).toMatchObject({ findings: 0, changes: 1, incomplete: false });
  });

  test('that found nothing writes no run', async () => {
    const shop = processOn(groundOf({}));
    const clouds = [{ cloud: 'aws' as const, why }];
    const nothing = { targets: [], readings: [], missing: { targets: [], clouds } };
    expect(await shop.sweep(nothing)).toMatchObject({ run: null, incomplete: true });
    expect(await shop.memory.runs(1)).toEqual([]);
  });
});

describe('another policy', () => {
  test('judges what is stored, and reads nothing', async () => {
    const ground = groundOf({ a: { open: true } });
    await processOn(ground).sweep();
    ground.clock.time += 1000;
    const rules = { [rule.id]: { enabled: false } };
    const live = () => Promise.resolve({ rules: [rule], policy: { ...defaultPolicy, rules } });
    const shop = processOn(ground, { live });
    expect(await shop.policy()).toMatchObject({ findings: 0, changes: 1, targets: 1 });
    expect(await shop.standing()).toEqual(['a no-longer-applies nobody']);
    expect(ground.reads).toEqual([]);
    expect((await shop.memory.runs(1))[0]?.kind).toBe('re-evaluation');
  });

  test('that came while a sweep was judged is the last run, whatever the clock says', async () => {
    const ground = groundOf({ a: { open: true } });
    await processOn(ground, { off: 300_000 }).sweep();
    ground.clock.time += 1000;
    let asked = 0;
    const shop = processOn(ground, {
      live: async () => {
        asked += 1;
        if (asked > 1) return { rules: [rule], policy: { ...defaultPolicy, rules: { [rule.id]: { enabled: false } } } };
        const by = { author: 'ana', at: iso(ground) };
        await shop.memory.policies.push({
          document,
          source: 'version: 1',
          ...by,
        });
        await shop.memory.policies.activate(1, by);
        return { rules: [rule], policy: defaultPolicy };
      },
    });
    await shop.sweep();
    expect((await shop.memory.runs(9)).map(({ kind }) => kind)).toEqual(['re-evaluation', 'sweep', 'sweep']);
  });

  test('has nothing to judge before the first run', async () => {
    expect(await processOn(groundOf({})).policy()).toMatchObject({ run: null });
  });
});
