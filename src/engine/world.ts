import type { Gap, Resource, Scope, Snapshot, Type, Unknown } from '#model';
import type { Place } from './place.ts';
import { remembering } from './remembering.ts';
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
  const at = (address: string): readonly Resource[] => addresses.get(address) ?? [];
  const indexed = remembering((place: Place) => indexing((type) => place.byType.get(type.name) ?? []));
  const subjects = remembering((place: Place) =>
    remembering((type: Type) => (place.byType.get(type.name) ?? []).map((it) => subjectOf(at, type, it))),
  );
  const moments = remembering((scope: Scope) =>
    remembering((folder: string | undefined) =>
      momentOf([...places.values()].filter(({ target }) => target.scopes.includes(scope) && target.folder === folder)),
    ),
  );

  return {
    places,
    at,
    subjects: (place, type) => subjects(place)(type),
    keyed: (place, type, key, value) => indexed(place)(type)(key).get(value) ?? [],
    moment: (scope, folder) => moments(scope)(folder),
  };
}

const indexing = (resourcesOf: (type: Type) => readonly Resource[]) =>
  remembering((type: Type) => remembering((key: string) => indexOf(resourcesOf(type), type, key)));

function placeOf(snapshot: Snapshot): Place {
  const byType = new Map<string, Resource[]>();
  for (const it of snapshot.resources) push(byType, it.type, it);
  const gaps = new Map<string, Gap[]>();
  for (const gap of snapshot.gaps) for (const type of gap.types) push(gaps, type, gap);
  return { snapshot, target: snapshot.target, byType, complete: new Set(snapshot.complete), gaps };
}

function momentOf(places: readonly Place[]): Moment {
  const all = remembering(({ name }: Type) => places.flatMap(({ byType }) => byType.get(name) ?? []));
  const indexed = indexing(all);
  const unread = remembering((type: Type) => ({
    first: gravest(places.map((place) => unreadListing(place, type)).filter((one) => one !== undefined)),
  }));
  return {
    places,
    snapshots: places.map(({ snapshot }) => snapshot.id).sort(),
    all,
    keyed: (type, key, value) => indexed(type)(key).get(value) ?? [],
    unread: (type) => unread(type).first,
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
