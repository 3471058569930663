import type { FoundGap, FoundListing, FoundName, Place } from '../recogniser.ts';

/** An object as far as listings name it. */
export interface Named {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** The types whose listing is whole, and the objects that a listing names and no document describes. */
export interface Completeness {
  readonly complete: readonly string[];
  readonly gaps: readonly FoundGap[];
}

/**
 * Works out which listings hold. One that holds names is complete when each is described or its exact address is a gap.
 * One within an object of another type is complete when all objects of that type are known and each has one.
 */
export function completenessOf(listings: readonly FoundListing[], held: readonly Named[], place: Place): Completeness {
  const complete = new Set<string>();
  const gaps: FoundGap[] = [];
  for (const listing of listings.filter(({ within }) => !within)) {
    const missing = missingOf(listing, held);
    gaps.push(...missing.map((it) => gapOf(listing, it, place)));
    if (missing.every(({ address }) => address?.(place).exact)) complete.add(listing.type.name);
  }
  const nested = Map.groupBy(
    listings.filter(({ within }) => within),
    ({ type }) => type.name,
  );
  // What is within something nested comes after it.
  const depth = ([listing]: readonly FoundListing[]): number => Number(nested.has(listing?.within?.type.name ?? ''));
  for (const [name, parts] of [...nested].sort(([, a], [, b]) => depth(a) - depth(b))) {
    const missing = parts.flatMap((part) => missingOf(part, held).map((it) => gapOf(part, it, place)));
    gaps.push(...missing);
    if (missing.length === 0 && coverAll(parts, listings, held, complete)) complete.add(name);
  }
  return { complete: [...complete].sort(), gaps };
}

const missingOf = ({ type, names = [] }: FoundListing, held: readonly Named[]): readonly FoundName[] => {
  const known = new Set(held.filter((it) => it.type === type.name).flatMap(({ id, name }) => [id, name]));
  return names.filter(({ name, address }) => !known.has(name) && !known.has(address?.({}).at ?? name));
};

function gapOf({ type, api }: FoundListing, { name, address }: FoundName, place: Place): FoundGap {
  const resource = address?.(place).at;
  const detail = `${api} names ${name}, and no file describes it.`;
  return { api, reason: 'not-in-files', types: [type], detail, ...(resource !== undefined && { resource }) };
}

/** Whether each object of the outer type has a listing of what is in it. */
function coverAll(
  parts: readonly FoundListing[],
  listings: readonly FoundListing[],
  held: readonly Named[],
  complete: ReadonlySet<string>,
): boolean {
  const outer = parts[0]?.within?.type.name;
  if (outer === undefined || !complete.has(outer)) return false;
  const named = listings.filter(({ type }) => type.name === outer).flatMap(({ names = [] }) => names);
  const objects = new Set([...held.filter((it) => it.type === outer), ...named].map(({ name }) => name));
  const covered = new Set(parts.map(({ within }) => within?.name));
  // A listing that does not say what it is within can only be of the one there is.
  if (covered.has(undefined)) return objects.size === 1;
  return [...objects].every((name) => covered.has(name));
}
