import { describe, expect, it } from 'vitest';
import { simulate } from '#engine/plan/simulate';
import { isUndoable, undoOf, withUndo } from '#engine/plan/undo';
import { defineAction, wire, type TypedAction } from '#model';
import { aDoor, door, places, snapshot, type Door } from '../shop.ts';

const set = defineAction({
  ...{ name: 'set', on: door, kind: 'replace' as const, permissions: [], writes: ['open', 'wall'] },
  request: wire<Door>(),
  simulate: (it, request) => [{ put: { ...it, config: { ...it.config, ...request } } }],
  undo: ({ config: { open = false, wall = '' } }, request, again) => [
    again({ ...('open' in request && { open }), ...('wall' in request && { wall }) }),
  ],
});
const hang = defineAction({
  ...{ name: 'hang', on: door, kind: 'cas' as const, permissions: [], writes: [] },
  request: wire<{ readonly id: string }>(),
  simulate: ({ target }, { id }) => [{ put: aDoor(id, {}, target) }],
  undo: ({ target }, { id }) => [takeDown(aDoor(id, {}, target), {})],
  undoneBy: () => [takeDown],
});
const takeDown = defineAction({
  ...{ name: 'take-down', on: door, kind: 'cas' as const, permissions: [], writes: [] },
  request: wire<Record<never, never>>(),
  simulate: ({ id }) => [{ remove: id }],
  undo: () => ({ cannot: 'the hinges are gone' }),
});
const nameless = defineAction({
  ...{ name: 'nameless', on: door, kind: 'cas' as const, permissions: [], writes: [] },
  request: wire<Record<never, never>>(),
  simulate: () => [],
  undo: (before) => [takeDown(before, {})],
});
const a = aDoor('a', { open: true, wall: 'north' });
const before = [snapshot([a]), snapshot([aDoor('far', {}, places.two)], { id: places.two })];
const open = (request: Door): TypedAction => ({ type: set, action: set(a, request) });
const steps = [
  open({ open: false }),
  { type: hang, action: hang(a, { id: 'b' }) },
  open({ wall: 'south', open: true }),
];

describe('undoing steps', () => {
  it('takes the last step back first, each from what stood before it', () => {
    const back = undoOf(before, steps);
    if ('cannot' in back) throw new Error(back.cannot);
    expect(back.map(({ type, action }) => [type.name, action.action, action.subject.id, action.request])).toEqual([
      ['set', 'set', 'a', { open: false, wall: 'north' }],
      ['take-down', 'take-down', 'b', {}],
      ['set', 'set', 'a', { open: true }],
    ]);
    expect(simulate(simulate(before, steps), back)).toEqual(before);
    expect(isUndoable(before, steps)).toBe(true);
  });
  it('undoes none of them where one cannot be undone', () => {
    const all = [open({ open: false }), { type: takeDown, action: takeDown(a, {}) }];
    expect(undoOf(before, all)).toEqual({ cannot: 'the hinges are gone' });
    expect(isUndoable(before, all)).toBe(false);
  });
  it('has nothing to do for no steps', () => {
    expect(undoOf(before, [])).toEqual([]);
  });
  it('refuses a way back by an action that is not named', () => {
    expect(() => undoOf(before, [{ type: nameless, action: nameless(a, {}) }])).toThrow(
      'nameless is undone by take-down, which it does not name',
    );
  });
  it('refuses a subject that is not there', () => {
    expect(() => undoOf(before, [{ type: set, action: set(aDoor('b'), {}) }])).toThrow('b is not in the snapshot');
  });
});

describe('the types that undoing takes', () => {
  it('are those of the steps and those that they name, each once', () => {
    expect(withUndo([set, hang, takeDown]).map(({ name }) => name)).toEqual(['set', 'hang', 'take-down']);
    expect(withUndo([hang]).map(({ name }) => name)).toEqual(['hang', 'take-down']);
    expect(withUndo([])).toEqual([]);
  });
});
