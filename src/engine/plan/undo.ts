import type { ActionType, CannotUndo, Snapshot, TypedAction } from '#model';
import { ShoalwatchError } from '#model';
import { simulate, stageOf, subjectOf } from './simulate.ts';
import { worldOf } from '../world.ts';

/**
 * The steps that take back what steps did, in the order in which they are to be carried out: the last step first.
 * `before` is the set of snapshots that the first step was made on. Where one step cannot be taken back, none is.
 */
export function undoOf(
  before: readonly Snapshot[],
  steps: readonly TypedAction[],
): readonly TypedAction[] | CannotUndo {
  const undone: TypedAction[] = [];
  let snapshots = before;
  for (const step of steps) {
    const back = undoOne(snapshots, step);
    if ('cannot' in back) return back;
    undone.unshift(...back);
    snapshots = simulate(snapshots, [step]);
  }
  return undone;
}

/** Whether all that steps do can be taken back. */
export const isUndoable = (before: readonly Snapshot[], steps: readonly TypedAction[]): boolean =>
  !('cannot' in undoOf(before, steps));

/** Every type of action that some take, and that undoing them takes. */
export function withUndo(types: readonly ActionType[]): readonly ActionType[] {
  const all = new Map<string, ActionType>();
  for (const type of [...types, ...types.flatMap((it) => it.undoneBy?.() ?? [])]) all.set(type.name, type);
  return [...all.values()];
}

function undoOne(snapshots: readonly Snapshot[], { type, action }: TypedAction): readonly TypedAction[] | CannotUndo {
  const world = worldOf(snapshots);
  const back = type.undo(subjectOf(world, action), action.request, stageOf(world));
  if ('cannot' in back) return back;
  const types = withUndo([type]);
  return back.map((one) => {
    const own = types.find(({ name }) => name === one.action);
    if (!own) throw new ShoalwatchError('defect', `${type.name} is undone by ${one.action}, which it does not name`);
    return { type: own, action: one };
  });
}
