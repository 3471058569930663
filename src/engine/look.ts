import type { Fact, Found, Listing, Look, Resource, Type, Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { remembering } from './remembering.ts';
import { atAddress, byKey, everywhere, readIn, sightsFrom, type Sights } from './moved/sights.ts';
import { unreadAddress, unreadListing } from './unread.ts';
import type { Place } from './place.ts';
import type { Moment, World } from './world.ts';

/** What a rule or a fact was given: the unread answers, and what was looked at beyond its own target. */
export interface Notes {
  /** The target of the resource that asks. */
  readonly own: Place;
  readonly unread: Unknown[];
  /** Other targets, looked at alone; none until one is. */
  places?: Set<Place>;
  /** All targets of a kind. */
  moments?: Set<Moment>;
  /** What was looked at, where that is to be told. */
  sights?: Sights | undefined;
}

interface Known {
  readonly value: unknown;
  readonly notes: Notes;
}

type By = Readonly<Record<string, string | undefined>>;

/** Looks for one evaluation: facts are worked out once per resource and hand their notes on. */
export interface Looker {
  /** Looks from the resource that was last given to `from`. */
  readonly look: Look<Type | Fact>;
  /** Begins with a resource of a place; the answer is good until the next one begins. What is looked at is added to `sights`. */
  from(own: Place, sights?: Sights): Notes;
}

/** Binds looking to a frozen set. `onLook` hears of every token that is asked for. */
export function lookerOf(world: World, onLook?: (token: Type | Fact) => void): Looker {
  const known = remembering((_: Fact) => new Map<Resource, Known>());
  // Evaluation is synchronous: one look serves all, and who looks is a variable. Closures and notes for each would
  // cost more than most rules do.
  let notes: Notes;
  let last: Notes | undefined;

  const noted = (unread: Unknown): Unknown => {
    notes.unread.push(unread);
    return unread;
  };
  const visit = (place: Place): void => {
    if (place !== notes.own) (notes.places ??= new Set()).add(place);
  };

  const visitAll = (moment: Moment): void => void (notes.moments ??= new Set()).add(moment);

  function find(type: Type, address: string): Found {
    onLook?.(type);
    const here = world.at(address).find((one) => one.type === type.name && sharesMoment(world, notes.own, one));
    if (here) {
      const place = placeOf(world, here.target);
      if (place === notes.own) notes.sights?.here.add(type);
      else notes.sights?.beyond.add(atAddress(type.name, address));
      visit(place);
      return here;
    }
    notes.sights?.beyond.add(atAddress(type.name, address));
    const home = homeOf(world, notes.own, type, address);
    if (!home) return noted(unwatched(type, notes.own, `the ${type.name} ${address}`));
    if (home === notes.own) notes.sights?.here.add(type);
    else notes.sights?.beyond.add(readIn(type.name, home.target.id));
    visit(home);
    const unread = unreadAddress(home, type, address);
    return unread ? noted(unread) : 'absent';
  }

  function list(type: Type, by: By = {}): Listing {
    onLook?.(type);
    const { own } = notes;
    notes.sights?.here.add(type);
    const items = matching((key, value) => own.keyed(type, key, value), own.byType.get(type.name), by);
    const unread = unreadListing(own, type);
    return unread ? { items, unread: noted(unread) } : { items };
  }

  function listAll(type: Type, by: By): Listing {
    onLook?.(type);
    const moment = world.moment(type.scope, notes.own.target.folder);
    visitAll(moment);
    if (notes.sights) seeAll(notes.sights, type, by);
    const items = matching((key, value) => moment.keyed(type, key, value), moment.all(type), by);
    if (moment.places.length === 0) {
      return { items, unread: noted(unwatched(type, notes.own)) };
    }
    const unread = moment.unread(type);
    return unread ? { items, unread: noted(unread) } : { items };
  }

  function fact(token: Fact, about: Resource): unknown {
    onLook?.(token);
    const { value, notes: its } = knownOf(token, about);
    notes.unread.push(...its.unread);
    visit(its.own);
    its.places?.forEach(visit);
    its.moments?.forEach(visitAll);
    if (its.sights) notes.sights?.facts.add(its.sights);
    return value;
  }

  const look = { find, list, listAll, fact } as Look<Type | Fact>;

  function knownOf(token: Fact, about: Resource): Known {
    const table = known(token);
    const entry = table.get(about);
    if (entry) return entry;
    const worked = work(token, about);
    table.set(about, worked);
    return worked;
  }

  function work(token: Fact, about: Resource): Known {
    const asking = notes;
    const place = placeOf(world, about.target);
    const mine = notesOf(place, asking.sights && sightsFrom(place));
    // What it looks at counts where it throws, too: it may throw no longer once that is another one.
    if (mine.sights) asking.sights?.facts.add(mine.sights);
    notes = mine;
    try {
      const value = token.work(about as never, look);
      if (isUnread(value) && !mine.unread.includes(value)) mine.unread.push(value);
      return { value, notes: mine };
    } finally {
      notes = asking;
    }
  }

  return {
    look,
    from(own, sights) {
      last = notes = last?.own === own && last.sights === sights && !isUsed(last) ? last : notesOf(own, sights);
      return notes;
    },
  };
}

const notesOf = (own: Place, sights: Sights | undefined): Notes =>
  sights ? { own, unread: [], sights } : { own, unread: [] };

/** A list of all is as its first key finds it: the others only leave some out. */
function seeAll({ beyond }: Sights, { name }: Type, by: By): void {
  const key = Object.entries(by).find((entry): entry is [string, string] => entry[1] !== undefined);
  beyond.add(key ? byKey(name, ...key) : everywhere(name));
  beyond.add(readIn(name));
}

const isUsed = ({ unread, places, moments }: Notes): boolean =>
  unread.length > 0 || places !== undefined || moments !== undefined;

function placeOf(world: World, target: string): Place {
  const place = world.places.get(target);
  if (!place) throw new Error(`no snapshot of ${target} is in the set`);
  return place;
}

const sharesMoment = (world: World, own: Place, other: Resource): boolean =>
  placeOf(world, other.target).target.folder === own.target.folder;

/** Files that do not name their place may hold any address; those that do hold their own. */
function homeOf(world: World, own: Place, type: Type, address: string): Place | undefined {
  const home = type.home(address);
  const place = world.places.get(home ?? '');
  if (place && place.target.folder === own.target.folder) return place;
  if (own.target.folder === undefined) return undefined;
  const { places } = world.moment(type.scope, own.target.folder);
  return places.find(
    ({ target }) => home === undefined || target.id.includes(':files:') || holdsGlobal(target.id, home),
  );
}

/** A folder's target holds what its account has only once, whatever its region. */
const holdsGlobal = (target: string, home: string): boolean =>
  home.endsWith(':global') && target.startsWith(home.slice(0, -'global'.length));

/** The resources that meet every key; all of them where no key is given. */
function matching(
  keyed: (key: string, value: string) => readonly Resource[],
  all: readonly Resource[] = [],
  by: By,
): readonly Resource[] {
  const [first, ...others] = Object.entries(by).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (!first) return all;
  return others.reduce<readonly Resource[]>(
    (items, [key, value]) => {
      const also = new Set(keyed(key, value));
      return items.filter((it) => also.has(it));
    },
    keyed(first[0], first[1]),
  );
}

/** No target that could hold it is among those that are looked at. */
const unwatched = (type: Type, { target: { folder } }: Place, what = type.name): Unknown =>
  folder === undefined
    ? unknown('outside', `No watched target holds ${what}.`)
    : unknown('not-in-files', `The files hold nothing of where ${what} is.`);
