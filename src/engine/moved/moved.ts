import { canonicalJson } from '#lib/canonical';
import type { Resource, Type } from '#model';
import { valuesOf } from '../indexing.ts';
import type { Place } from '../place.ts';
import { atAddress, byKey, everywhere, readIn, within, type Sight } from './sights.ts';
import type { World } from '../world.ts';

/** What differs between two states of the same targets. */
export interface Moved {
  /** The targets that were read otherwise. */
  readonly targets: ReadonlySet<string>;
  /** The names of the types of which something differs: an object, whether it was listed whole, or why it was not. */
  readonly types: ReadonlySet<string>;
  /** Whoever looked at none of these beyond its own target meets in both states the same. */
  readonly sights: ReadonlySet<Sight>;
  /** Targets that hold an object of which something differs elsewhere: the first one counts, which may be another one now. */
  readonly beside: ReadonlySet<string>;
}

/** Compares two states. Whatever is of none of the types is looked at by nobody. */
export function movedBetween(before: World, now: World, types: readonly Type[]): Moved {
  const named = new Map(types.map((it) => [it.name, it]));
  const moved: Moves = { targets: new Set(), types: new Set(), sights: new Set(), beside: new Set() };
  for (const [target, is] of now.places) {
    const was = before.places.get(target);
    if (was?.snapshot.id === is.snapshot.id) continue;
    moved.targets.add(target);
    for (const type of typesIn(was, is)) noteObjects(moved, { type, was, is, named, before });
    for (const type of unreadIn(was, is)) {
      moved.types.add(type);
      for (const it of [within(type, target), readIn(type, target), readIn(type)]) moved.sights.add(it);
    }
  }
  return moved;
}

interface Moves {
  readonly targets: Set<string>;
  readonly types: Set<string>;
  readonly sights: Set<Sight>;
  readonly beside: Set<string>;
}

const typesIn = (was: Place | undefined, is: Place): ReadonlySet<string> =>
  new Set([...(was?.byType.keys() ?? []), ...is.byType.keys()]);

/** The types that were listed whole in one of two states alone; all that any gap names where the gaps differ. */
function unreadIn(was: Place | undefined, is: Place): ReadonlySet<string> {
  const listed = (was?.complete ?? new Set<string>()).symmetricDifference(is.complete);
  const gaps = was?.snapshot.gaps ?? [];
  if (canonicalJson(gaps) === canonicalJson(is.snapshot.gaps)) return listed;
  return listed.union(new Set([...gaps, ...is.snapshot.gaps].flatMap((it) => it.types)));
}

interface Objects {
  readonly type: string;
  readonly was: Place | undefined;
  readonly is: Place;
  readonly named: ReadonlyMap<string, Type>;
  readonly before: World;
}

function noteObjects(moved: Moves, { type: name, was, is, named, before }: Objects): void {
  const target = is.target.id;
  const byId = (place: Place | undefined) => Map.groupBy(place?.byType.get(name) ?? [], ({ id }) => id);
  const [old, fresh] = [byId(was), byId(is)];
  const type = named.get(name);
  for (const id of new Set([...old.keys(), ...fresh.keys()])) {
    const [stood = [], stands = []] = [old.get(id), fresh.get(id)];
    if (areSame(stood, stands)) continue;
    moved.types.add(name);
    for (const it of [atAddress(name, id), everywhere(name), within(name, target)]) moved.sights.add(it);
    if (type) for (const it of [...stood, ...stands]) for (const one of keysOf(type, it)) moved.sights.add(one);
    // What moved there too is noted for itself: whatever did not stood there before.
    for (const other of before.at(id)) {
      if (other.target === target || other.type !== name) continue;
      moved.beside.add(other.target);
      moved.sights.add(within(name, other.target));
    }
  }
}

const areSame = (stood: readonly Resource[], stands: readonly Resource[]): boolean =>
  stood.length === stands.length &&
  stood.every((one, at) => one === stands[at] || canonicalJson(one) === canonicalJson(stands[at]));

/** By what it is found in lists. One whose keys cannot be read breaks each list that is asked for by one. */
function keysOf(type: Type, it: Resource): readonly Sight[] {
  try {
    return Object.keys(type.keys).flatMap((key) =>
      [...valuesOf(type, key, it)].map((value) => byKey(type.name, key, value)),
    );
  } catch {
    return [readIn(type.name)];
  }
}
