import { describe, expect, it } from 'vitest';
import { simulate, stepsOf, stepsOn } from '#engine/plan/simulate';
import { defineAction, refOf, wire, type Found } from '#model';
import { defineRule, pass } from '#rule';
import { about, aDoor, aLock, door, lock, places, snapshot } from '../shop.ts';

const found: Found[] = [];
const close = defineAction({
  ...{ name: 'close', on: door, kind: 'delta' as const, permissions: ['shop:Close'], writes: ['open'] },
  request: wire<{ readonly locks: readonly string[]; readonly drop?: string }>(),
  simulate: (it, { locks, drop }, stage) => {
    found.push(
      stage.find(lock, `${places.one}/l`),
      stage.find(lock, `${places.one}/none`),
      stage.find(lock, 'aws:9:eu/l'),
    );
    return [
      { put: { ...it, config: { ...it.config, open: false } } },
      ...locks.map((id) => ({ put: aLock(id, it.id) })),
      ...(drop === undefined ? [] : [{ remove: drop }]),
    ];
  },
  undo: () => ({ cannot: 'a closed door stays closed' }),
});
const rule = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: () => pass(),
  remediation: { impact: 'none', reversible: true, actions: [close], plan: (it) => [close(it, { locks: [] })] },
});
const open = aDoor('a', { open: true });
const set = [
  snapshot([open, aLock(`${places.one}/l`, 'a')]),
  snapshot([aDoor('far', {}, places.two)], { id: places.two }),
];

describe('simulating a plan', () => {
  it('puts, adds and removes without touching what was given', () => {
    const [one, two] = simulate(set, stepsOf(rule, [close(open, { locks: ['new'], drop: `${places.one}/l` })]));
    expect(one?.resources.map(({ id }) => id)).toEqual(['a', 'new']);
    expect(one?.resources[0]?.config).toEqual({ open: false });
    expect(two).toEqual(set[1]);
    expect(set[0]?.resources[0]?.config).toEqual({ open: true });
  });
  it('runs actions one after the other', () => {
    const [one] = simulate(set, stepsOf(rule, [close(open, { locks: ['x'] }), close(open, { locks: [], drop: 'x' })]));
    expect(one?.resources.map(({ id }) => id)).toEqual(['a', `${places.one}/l`]);
  });
  it('lets an action look at the set', () => {
    found.length = 0;
    simulate(set, stepsOf(rule, [close(open, { locks: [] })]));
    expect(found).toMatchObject([{ id: `${places.one}/l` }, 'absent', 'absent']);
    found.length = 0;
    simulate([snapshot([open], { complete: [] })], stepsOf(rule, [close(open, { locks: [] })]));
    expect(found[0]).toMatchObject({ reason: 'not-ready' });
  });
  it('shows an action no resource of another type', () => {
    found.length = 0;
    simulate([snapshot([open, aDoor(`${places.one}/l`)])], stepsOf(rule, [close(open, { locks: [] })]));
    expect(found[0]).toBe('absent');
  });
  it('refuses an action that the rule does not declare, and a subject that is not there', () => {
    const other = { action: 'open', subject: refOf(open), request: {} };
    const plain = defineRule({ ...about, id: 'plain', evaluate: () => pass() });
    expect(() => stepsOf(rule, [other])).toThrow('door-closed plans open');
    expect(() => stepsOf(plain, [other])).toThrow('plain plans open, which it does not declare');
    expect(() => simulate(set, stepsOf(rule, [close(aDoor('b'), { locks: [] })]))).toThrow('b is not in the snapshot');
    expect(() => simulate(set, stepsOf(rule, [close({ ...open, target: places.two }, { locks: [] })]))).toThrow(
      'a is not',
    );
  });
  it('leaves out steps whose subject stands nowhere', () => {
    const steps = stepsOf(
      rule,
      [open, aDoor('b'), { ...open, target: places.two }].map((it) => close(it, { locks: [] })),
    );
    expect(stepsOn(steps, set)).toEqual(steps.slice(0, 1));
    expect(stepsOn(steps, [{ resources: [{ ...open, type: 'gate' }] }])).toEqual([]);
  });
  it('names the action as it was declared', () => {
    expect(close.name).toBe('close');
    expect(close(open, { locks: [] })).toEqual({ action: 'close', subject: refOf(open), request: { locks: [] } });
  });
});
