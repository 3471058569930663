import type { Fact, Found, Listing, Look, Resource, Type, Unknown } from '#model';
import { isUnread } from '#rule';
import { unreadAddress, unreadListing } from './unread.ts';
import type { Place, World } from './world.ts';

/** What a rule or a fact was given: the unread answers, and the targets that were looked at. */
export interface Notes {
  readonly unread: Unknown[];
  readonly places: Set<Place>;
}

interface Known {
  readonly value: unknown;
  readonly notes: Notes;
}

/** Looks for one evaluation: facts are worked out once per resource and hand their notes on. */
export interface Looker {
  lookFrom(it: Resource, notes: Notes): Look<Type | Fact>;
}

export const emptyNotes = (): Notes => ({ unread: [], places: new Set() });

/** Binds looking to a frozen set. `onLook` hears of every token that is asked for. */
export function lookerOf(world: World, onLook?: (token: Type | Fact) => void): Looker {
  const known = new Map<Fact, Map<Resource, Known>>();

  const look = (it: Resource, notes: Notes): Look<Type | Fact> => {
    const own = placeOf(world, it.target);
    const note = (place: Place, unread: Unknown | undefined): void => {
      notes.places.add(place);
      if (unread) notes.unread.push(unread);
    };
    const noted = (unread: Unknown): Unknown => {
      notes.unread.push(unread);
      return unread;
    };

    function find(type: Type, address: string): Found {
      onLook?.(type);
      const here = world.at(address).find((one) => one.type === type.name && sharesMoment(world, own, one));
      if (here) {
        notes.places.add(placeOf(world, here.target));
        return here;
      }
      const home = homeOf(world, own, type, address);
      if (!home) return noted(outside(type, address));
      const unread = unreadAddress(home, type, address);
      note(home, unread);
      return unread ?? 'absent';
    }

    function listIn(place: Place, type: Type, by: Readonly<Record<string, string | undefined>>): Listing {
      onLook?.(type);
      const unread = unreadListing(place, type);
      note(place, unread);
      return unread ? { items: matching(world, place, type, by), unread } : { items: matching(world, place, type, by) };
    }

    function listAll(type: Type, by: Readonly<Record<string, string | undefined>>): Listing {
      onLook?.(type);
      const listings = momentsOf(world, own, type).map((place) => listIn(place, type, by));
      const items = listings.flatMap((one) => one.items);
      const unread = listings.find((one) => one.unread)?.unread;
      if (listings.length === 0) return { items, unread: noted(outside(type, `no target of the kind ${type.scope}`)) };
      return unread ? { items, unread } : { items };
    }

    function fact(token: Fact, about: Resource): unknown {
      onLook?.(token);
      const table = known.get(token) ?? new Map<Resource, Known>();
      known.set(token, table);
      const entry = table.get(about) ?? work(token, about);
      table.set(about, entry);
      notes.unread.push(...entry.notes.unread);
      for (const place of entry.notes.places) notes.places.add(place);
      return entry.value;
    }

    const list = (type: Type, by: Readonly<Record<string, string | undefined>> = {}): Listing => listIn(own, type, by);
    return { find, list, listAll, fact } as Look<Type | Fact>;
  };

  const work = (token: Fact, about: Resource): Known => {
    const notes = emptyNotes();
    notes.places.add(placeOf(world, about.target));
    const value = token.work(about as never, look(about, notes));
    if (isUnread(value) && !notes.unread.includes(value)) notes.unread.push(value);
    return { value, notes };
  };

  return { lookFrom: look };
}

function placeOf(world: World, target: string): Place {
  const place = world.places.get(target);
  if (!place) throw new Error(`no snapshot of ${target} is in the set`);
  return place;
}

const sharesMoment = (world: World, own: Place, other: Resource): boolean =>
  placeOf(world, other.target).target.folder === own.target.folder;

const momentsOf = (world: World, own: Place, type: Type): Place[] =>
  [...world.places.values()].filter(
    ({ target }) => target.scopes.includes(type.scope) && target.folder === own.target.folder,
  );

/** Files that do not name their place may hold any address; those that do hold their own. */
function homeOf(world: World, own: Place, type: Type, address: string): Place | undefined {
  const home = type.home(address);
  const place = home === undefined ? undefined : world.places.get(home);
  if (place && place.target.folder === own.target.folder) return place;
  if (own.target.folder === undefined) return undefined;
  const places = momentsOf(world, own, type);
  return places.find(
    ({ target }) => home === undefined || target.id.includes(':files:') || holdsGlobal(target.id, home),
  );
}

/** A folder's target holds what its account has only once, whatever its region. */
const holdsGlobal = (target: string, home: string): boolean =>
  home.endsWith(':global') && target.startsWith(home.slice(0, -'global'.length));

function matching(
  world: World,
  place: Place,
  type: Type,
  by: Readonly<Record<string, string | undefined>>,
): readonly Resource[] {
  const [first, ...others] = Object.entries(by).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (!first) return place.byType.get(type.name) ?? [];
  const found = world.keyed(place, type, first[0], first[1]);
  return others.reduce<readonly Resource[]>((items, [key, value]) => {
    const also = new Set(world.keyed(place, type, key, value));
    return items.filter((it) => also.has(it));
  }, found);
}

const outside = (type: Type, address: string): Unknown => ({
  verdict: 'unknown',
  reason: 'outside',
  message: `No watched target holds the ${type.name} ${address}.`,
});
