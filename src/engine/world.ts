import type { Gap, Resource, Scope, Snapshot, Type, Unknown } from '#model';
import type { Place } from './place.ts';
import { subjectOf, type Subject } from './subject.ts';
import { unreadListing } from './unread.ts';

/** All targets of a scope that were read at one moment: live, or from one folder. */
export interface Moment {
  readonly places: readonly Place[];
  /** Their snapshot ids, in order. */
  readonly snapshots: readonly string[];
  /** The resources of a type in all of the targets. */
  all(type: Type): readonly Resource[];
  /** Those whose key holds a value. */
  keyed(type: Type, key: string, value: string): readonly Resource[];
  /** Why the listing of a type may not be all somewhere; undefined when everything was read. */
  unread(type: Type): Unknown | undefined;
}

/** The frozen set of snapshots that an evaluation looks at. */
export interface World {
  readonly places: ReadonlyMap<string, Place>;
  /** Resources by address; files of several moments can hold one address several times. */
  at(address: string): readonly Resource[];
  /** The resources of a type in a place, as every rule meets them. */
  subjects(place: Place, type: Type): readonly Subject[];
  /** The resources of a type in a place whose key holds a value. */
  keyed(place: Place, type: Type, key: string, value: string): readonly Resource[];
  moment(scope: Scope, folder: string | undefined): Moment;
}

type Index = ReadonlyMap<string, readonly Resource[]>;

/** Freezes snapshots into a set that can be asked by address, type and key. */
export function worldOf(snapshots: readonly Snapshot[]): World {
  const places = new Map(snapshots.map((snapshot) => [snapshot.target.id, placeOf(snapshot)]));
  const addresses = new Map<string, Resource[]>();
  for (const { resources } of snapshots) for (const it of resources) push(addresses, it.id, it);
  const indexed = remembering((_: string, place: Place, type: Type, key: string) =>
    indexOf(place.byType.get(type.name) ?? [], type, key),
  );
  const moments = remembering((_: string, scope: Scope, folder: string | undefined) =>
    momentOf([...places.values()].filter(({ target }) => target.scopes.includes(scope) && target.folder === folder)),
  );

  const subjects = remembering((_: string, place: Place, type: Type) =>
    (place.byType.get(type.name) ?? []).map((it) => subjectOf(world, type, it)),
  );

  const world: World = {
    places,
    subjects: (place, type) => subjects(`${place.target.id}\n${type.name}`, place, type),
    at: (address) => addresses.get(address) ?? [],
    keyed: (place, type, key, value) =>
      indexed(`${place.target.id}\n${type.name}\n${key}`, place, type, key).get(value) ?? [],
    moment: (scope, folder) => moments(JSON.stringify([scope, folder]), scope, folder),
  };
  return world;
}

/** A function that works once for each name. */
function remembering<A extends readonly unknown[], V>(make: (name: string, ...rest: A) => V) {
  const made = new Map<string, V>();
  return (name: string, ...rest: A): V => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const value = make(name, ...rest);
    made.set(name, value);
    return value;
  };
}

function placeOf(snapshot: Snapshot): Place {
  const byType = new Map<string, Resource[]>();
  for (const it of snapshot.resources) push(byType, it.type, it);
  const gaps = new Map<string, Gap[]>();
  for (const gap of snapshot.gaps) for (const type of gap.types) push(gaps, type, gap);
  return { snapshot, target: snapshot.target, byType, complete: new Set(snapshot.complete), gaps };
}

function momentOf(places: readonly Place[]): Moment {
  const all = remembering((name: string) => places.flatMap(({ byType }) => byType.get(name) ?? []));
  const indexed = remembering((_: string, type: Type, key: string) => indexOf(all(type.name), type, key));
  const unread = remembering((_: string, type: Type) => ({
    first: gravest(places.map((place) => unreadListing(place, type)).filter((one) => one !== undefined)),
  }));
  return {
    places,
    snapshots: places.map(({ snapshot }) => snapshot.id).sort(),
    all: ({ name }) => all(name),
    keyed: (type, key, value) => indexed(`${type.name}\n${key}`, type, key).get(value) ?? [],
    unread: (type) => unread(type.name, type).first,
  };
}

/** What should have been read goes before what nobody meant to read. */
const gravest = (unread: readonly Unknown[]): Unknown | undefined =>
  unread.find(({ reason }) => reason !== 'outside') ?? unread[0];

function indexOf(resources: readonly Resource[], type: Type, key: string): Index {
  const read = type.keys[key];
  if (!read) throw new Error(`${type.name} is not indexed by ${key}`);
  const index = new Map<string, Resource[]>();
  for (const it of resources) {
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
