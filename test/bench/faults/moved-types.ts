import { isDeepStrictEqual } from 'node:util';
import type { Resource, Snapshot, Type } from '#model';

/**
 * The names of the types of which a set of snapshots says something else than another one: of a resource, of a gap, of whether
 * the listing is complete, or of the controllers that resources of the type belong to. `all` where the targets are others.
 */
export function movedTypes(
  before: readonly Snapshot[],
  now: readonly Snapshot[],
  types: readonly Type[],
): ReadonlySet<string> | 'all' {
  const were = new Map(before.map((it) => [it.target.id, it]));
  const moved = new Set<string>();
  if (now.length !== were.size) return 'all';
  for (const is of now) {
    const was = were.get(is.target.id);
    if (!was || !isDeepStrictEqual(was.target, is.target)) return 'all';
    if (was.id === is.id) continue;
    const resources = movedResources(was, is);
    for (const { type } of resources) moved.add(type);
    for (const type of new Set(was.complete).symmetricDifference(new Set(is.complete))) moved.add(type);
    for (const type of movedGaps(was, is)) moved.add(type);
    const ids = new Set(resources.map(({ id }) => id));
    for (const { name, owner } of types) {
      const isOwnedOtherwise = ({ type, id, config }: Resource): boolean =>
        type === name && ids.has(owner?.(id, config) ?? '');
      if (owner && is.resources.some(isOwnedOtherwise)) moved.add(name);
    }
  }
  return moved;
}

/** The targets that were read otherwise, that are gone, and that are new. */
export function movedTargets(before: readonly Snapshot[], now: readonly Snapshot[]): ReadonlySet<string> {
  const targetsOf = (all: readonly Snapshot[]): Map<string, string> => new Map(all.map((it) => [it.id, it.target.id]));
  const [were, are] = [targetsOf(before), targetsOf(now)];
  return new Set([...were, ...are].flatMap(([id, target]) => (were.has(id) && are.has(id) ? [] : [target])));
}

/** Those that are not the same in both, as they stand in each. */
function movedResources(was: Snapshot, is: Snapshot): readonly Resource[] {
  const keyOf = ({ type, id }: Resource): string => `${type} ${id}`;
  const left = Map.groupBy(was.resources, keyOf);
  const anew = is.resources.filter((it) => {
    const same = left.get(keyOf(it))?.findIndex((other) => isDeepStrictEqual(other, it)) ?? -1;
    if (same >= 0) left.get(keyOf(it))?.splice(same, 1);
    return same < 0;
  });
  return [...anew, ...[...left.values()].flat()];
}

function movedGaps(was: Snapshot, is: Snapshot): readonly string[] {
  const [before, now] = [was, is].map(({ gaps }) => new Map(gaps.map((gap) => [JSON.stringify(gap), gap])));
  const moved = [...(before ?? []), ...(now ?? [])].filter(([text]) => !(before?.has(text) && now?.has(text)));
  return moved.flatMap(([, { types }]) => types);
}
