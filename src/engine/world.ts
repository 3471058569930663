import type { Gap, Resource, Snapshot, Target, Type } from '#model';

/** One target's part of the frozen set. */
export interface Place {
  readonly snapshot: Snapshot;
  readonly target: Target;
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  readonly complete: ReadonlySet<string>;
  /** Gaps by the name of each type they leave unread. */
  readonly gaps: ReadonlyMap<string, readonly Gap[]>;
}

/** The frozen set of snapshots that an evaluation looks at. */
export interface World {
  readonly places: ReadonlyMap<string, Place>;
  /** Resources by address; files of several moments can hold one address several times. */
  at(address: string): readonly Resource[];
  /** The resources of a type in a place whose key holds a value. */
  keyed(place: Place, type: Type, key: string, value: string): readonly Resource[];
}

/** Freezes snapshots into a set that can be asked by address, type and key. */
export function worldOf(snapshots: readonly Snapshot[]): World {
  const places = new Map(snapshots.map((snapshot) => [snapshot.target.id, placeOf(snapshot)]));
  const addresses = new Map<string, Resource[]>();
  for (const { resources } of snapshots) for (const it of resources) push(addresses, it.id, it);
  const indexes = new Map<string, ReadonlyMap<string, readonly Resource[]>>();

  return {
    places,
    at: (address) => addresses.get(address) ?? [],
    keyed(place, type, key, value) {
      const name = `${place.target.id}\n${type.name}\n${key}`;
      const index = indexes.get(name) ?? indexOf(place, type, key);
      indexes.set(name, index);
      return index.get(value) ?? [];
    },
  };
}

function placeOf(snapshot: Snapshot): Place {
  const byType = new Map<string, Resource[]>();
  for (const it of snapshot.resources) push(byType, it.type, it);
  const gaps = new Map<string, Gap[]>();
  for (const gap of snapshot.gaps) for (const type of gap.types) push(gaps, type, gap);
  return { snapshot, target: snapshot.target, byType, complete: new Set(snapshot.complete), gaps };
}

function indexOf(place: Place, type: Type, key: string): ReadonlyMap<string, readonly Resource[]> {
  const read = type.keys[key];
  if (!read) throw new Error(`${type.name} is not indexed by ${key}`);
  const index = new Map<string, Resource[]>();
  for (const it of place.byType.get(type.name) ?? []) {
    const value = read(it.config);
    for (const one of typeof value === 'string' ? [value] : new Set(value)) push(index, one, it);
  }
  return index;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
