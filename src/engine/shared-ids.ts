import type { Snapshot } from '#model';
import { typesOn, type AnyRule } from './any-rule.ts';

/** Some targets and those that hold some objects, with all that holds one of the same objects as one of them, and so on. */
export type Widening = (targets: ReadonlySet<string>, ids: readonly string[]) => ReadonlySet<string>;

/**
 * An object that is read by reference stands in each target that names it, and is one finding: what is said of it in one of them
 * counts together with what is said in the others. Objects that the rules judge and addresses that could not be read are looked at.
 */
export function widening(snapshots: readonly Snapshot[], rules: readonly AnyRule[]): Widening {
  const judged = new Set(rules.flatMap(typesOn).map(({ name }) => name));
  const homes = new Map<string, string[]>();
  const put = (id: string, target: string): void => {
    const own = homes.get(id);
    if (!own) homes.set(id, [target]);
    else if (!own.includes(target)) own.push(target);
  };
  for (const { target, resources, gaps } of snapshots) {
    for (const { type, id } of resources) if (judged.has(type)) put(id, target.id);
    for (const { resource } of gaps) if (resource !== undefined) put(resource, target.id);
  }
  const beside = new Map<string, Set<string>>();
  for (const targets of homes.values()) {
    if (targets.length === 1) continue;
    for (const it of targets) beside.set(it, (beside.get(it) ?? new Set()).union(new Set(targets)));
  }
  return (targets, ids) => {
    const wide = new Set([...targets, ...ids.flatMap((id) => homes.get(id) ?? [])]);
    // Whatever is added is looked at in its turn.
    for (const it of wide) for (const other of beside.get(it) ?? []) wide.add(other);
    return wide;
  };
}
