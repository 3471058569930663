import type { Action, Edit, Resource, ResourceOf, Snapshot, Stage, Type, TypedAction } from '#model';
import { ShoalwatchError } from '#model';
import type { AnyRule } from '../any-rule.ts';
import { byTypeAndId } from '../snapshot-id.ts';
import { unreadAddress } from '../unread.ts';
import { worldOf, type World } from '../world.ts';

/** The set of snapshots as it would be after actions: what they would change, and break. */
export function simulate(snapshots: readonly Snapshot[], steps: readonly TypedAction[]): Snapshot[] {
  return steps.reduce<Snapshot[]>((set, step) => apply(set, editsOf(set, step)), [...snapshots]);
}

/** Those of some steps whose subjects stand somewhere. */
export const stepsOn = (
  steps: readonly TypedAction[],
  snapshots: readonly Pick<Snapshot, 'resources'>[],
): TypedAction[] =>
  steps.filter(({ action: { subject } }) =>
    snapshots.some(({ resources }) =>
      resources.some(({ id, type, target }) => id === subject.id && type === subject.type && target === subject.target),
    ),
  );

/** The actions of a rule's plan with their types. Throws where the rule does not declare one. */
export function stepsOf(rule: AnyRule, actions: readonly Action[]): TypedAction[] {
  return actions.map((action) => {
    const type = rule.remediation?.actions.find(({ name }) => name === action.action);
    if (!type) throw new ShoalwatchError('defect', `${rule.id} plans ${action.action}, which it does not declare`);
    return { type, action };
  });
}

function editsOf(snapshots: readonly Snapshot[], { type, action }: TypedAction): readonly Edit[] {
  const world = worldOf(snapshots);
  return type.simulate(subjectOf(world, action), action.request, stageOf(world));
}

/** What an action is about, as it stands. Throws where it is in no snapshot. */
export function subjectOf(world: World, { subject }: Action): Resource {
  const it = world.at(subject.id).find((one) => one.target === subject.target);
  if (!it) throw new ShoalwatchError('input', `${subject.id} is not in the snapshot`);
  return it;
}

/** What an action may ask of other objects. */
export const stageOf = (world: World): Stage => ({
  find<T extends Type>(type: T, address: string) {
    const it = world.at(address).find((one) => one.type === type.name);
    if (it) return it as ResourceOf<T>;
    const place = world.places.get(type.home(address) ?? '');
    return (place && unreadAddress(place, type, address)) ?? 'absent';
  },
});

function apply(snapshots: readonly Snapshot[], edits: readonly Edit[]): Snapshot[] {
  return snapshots.map((snapshot) => ({
    ...snapshot,
    resources: edits.reduce<readonly Resource[]>((all, edit) => change(snapshot, all, edit), snapshot.resources),
  }));
}

function change({ target }: Snapshot, all: readonly Resource[], edit: Edit): readonly Resource[] {
  if ('remove' in edit) return all.filter(({ id }) => id !== edit.remove);
  if (edit.put.target !== target.id) return all;
  const others = all.filter(({ id }) => id !== edit.put.id);
  // Where a reading would have it: what a rule says may hang on the order.
  const place = others.findIndex((one) => byTypeAndId(one, edit.put) > 0);
  return others.toSpliced(place < 0 ? others.length : place, 0, edit.put);
}
