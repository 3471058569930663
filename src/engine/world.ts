import type { Resource, Scope, Snapshot, Type, Unknown } from '#model';
import { indexing, push } from './indexing.ts';
import { placeOf, type Place } from './place.ts';
import { remembering } from './remembering.ts';
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
  /** Resources by address, in the order of the places; files of several moments can hold one address several times. */
  at(address: string): readonly Resource[];
  moment(scope: Scope, folder: string | undefined): Moment;
}

type At = World['at'];

/**
 * Freezes snapshots into a set that can be asked by address, type and key. Over a set of the same targets in the same order, only
 * the targets that hold something else than there are gone through.
 */
export function worldOf(snapshots: readonly Snapshot[], base?: World): World {
  const places = new Map(snapshots.map((snapshot) => [snapshot.target.id, placeOf(snapshot)]));
  const moments = remembering((scope: Scope) =>
    remembering((folder: string | undefined) =>
      momentOf([...places.values()].filter(({ target }) => target.scopes.includes(scope) && target.folder === folder)),
    ),
  );
  return {
    places,
    at: base ? addressesOver(base, snapshots) : addressesIn(snapshots),
    moment: (scope, folder) => moments(scope)(folder),
  };
}

/** The snapshots of targets that hold something else than in another set. */
export const otherwiseIn = (snapshots: readonly Snapshot[], { places }: World): readonly Snapshot[] =>
  snapshots.filter(({ target, resources }) => places.get(target.id)?.snapshot.resources !== resources);

function addressesIn(snapshots: readonly Snapshot[]): At {
  const addresses = new Map<string, Resource[]>();
  for (const { resources } of snapshots) for (const it of resources) push(addresses, it.id, it);
  return (address) => addresses.get(address) ?? [];
}

/** What stands at an address where it stood in the set below, and where it stands in the targets that differ. */
function addressesOver(base: World, snapshots: readonly Snapshot[]): At {
  const moved = new Map(otherwiseIn(snapshots, base).map((it) => [it.target.id, placeOf(it)]));
  if (moved.size === 0) return base.at;
  const ranks = new Map(snapshots.map(({ target }, rank) => [target.id, rank]));
  const rankOf = ({ target }: Resource): number => ranks.get(target) ?? 0;
  return (address) => {
    const stood = base.at(address);
    const same = stood.filter(({ target }) => !moved.has(target));
    const now = [...moved.values()].flatMap((place) => place.at(address));
    if (now.length === 0 && same.length === stood.length) return stood;
    return [...same, ...now].sort((a, b) => rankOf(a) - rankOf(b));
  };
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
