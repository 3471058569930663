import type { Action, Edit, Resource, ResourceOf, Snapshot, Stage, Type } from '#model';
import { ShoalwatchError } from '#model';
import type { AnyRule } from './any-rule.ts';
import { unreadAddress } from './unread.ts';
import { worldOf, type World } from './world.ts';

/** The set of snapshots as it would be after the actions of a rule's plan: what they would change, and break. */
export function simulate(snapshots: readonly Snapshot[], rule: AnyRule, actions: readonly Action[]): Snapshot[] {
  return actions.reduce<Snapshot[]>((set, action) => apply(set, editsOf(set, rule, action)), [...snapshots]);
}

function editsOf(snapshots: readonly Snapshot[], rule: AnyRule, { action, subject, request }: Action): readonly Edit[] {
  const type = rule.remediation?.actions.find(({ name }) => name === action);
  if (!type) throw new ShoalwatchError('defect', `${rule.id} plans ${action}, which it does not declare`);
  const world = worldOf(snapshots);
  const it = world.at(subject.id).find((one) => one.target === subject.target);
  if (!it) throw new ShoalwatchError('input', `${subject.id} is not in the snapshot`);
  return type.simulate(it, request, stageOf(world));
}

const stageOf = (world: World): Stage => ({
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
  return [...all.filter(({ id }) => id !== edit.put.id), edit.put];
}
