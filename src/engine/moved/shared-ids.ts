import { typesOn, type AnyRule } from '../any-rule.ts';
import type { World } from '../world.ts';

/** Some targets and those that hold some objects, with all that holds one of the same objects as one of them, and so on. */
export type Widening = (targets: ReadonlySet<string>, ids: readonly string[]) => ReadonlySet<string>;

/**
 * An object that is read by reference stands in each target that names it, and is one finding: what is said of it in one of them
 * counts together with what is said in the others. Objects that the rules judge and addresses that could not be read are looked at.
 */
export function widening(worlds: readonly World[], rules: readonly AnyRule[]): Widening {
  const judged = new Set(rules.flatMap(typesOn).map(({ name }) => name));
  const unread = new Map<string, Set<string>>();
  for (const { places } of worlds) {
    for (const [target, { snapshot }] of places) {
      for (const { resource } of snapshot.gaps) {
        if (resource !== undefined) unread.set(resource, (unread.get(resource) ?? new Set()).add(target));
      }
    }
  }
  const homesOf = (id: string): readonly string[] => [
    ...worlds.flatMap(({ at }) => at(id).flatMap(({ type, target }) => (judged.has(type) ? [target] : []))),
    ...(unread.get(id) ?? []),
  ];
  const idsIn = (target: string): readonly string[] =>
    worlds.flatMap(({ places }) => {
      const { resources = [], gaps = [] } = places.get(target)?.snapshot ?? {};
      const own = resources.flatMap(({ type, id }) => (judged.has(type) ? [id] : []));
      return [...own, ...gaps.flatMap(({ resource }) => (resource === undefined ? [] : [resource]))];
    });
  return (targets, ids) => {
    const wide = new Set([...targets, ...ids.flatMap(homesOf)]);
    // Whatever is added is looked at in its turn.
    for (const target of wide) for (const id of idsIn(target)) for (const other of homesOf(id)) wide.add(other);
    return wide;
  };
}
