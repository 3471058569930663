import { canonicalJson } from '#lib/canonical';
import type { Scope } from '#model';
import type { Found, FoundCluster, FoundGap, FoundListing, Place, Recognised, Recogniser } from '../recogniser.ts';
import { joined, type Kept } from './parts.ts';

/** Something found, the file that holds it, and the place that its whole document is of. */
interface From<T> {
  readonly it: T;
  readonly path: string;
  readonly place: Place;
  /** Whether the document speaks of one place at most. */
  readonly single: boolean;
}

/** What one folder says of one provider: a folder is one moment. */
export interface Moment {
  readonly folder: string;
  readonly recogniser: Recogniser;
  readonly found: From<Found>[];
  readonly listings: From<FoundListing>[];
  readonly gaps: From<FoundGap>[];
  readonly clusters: FoundCluster[];
  /** The place of everything in it, where another document of the folder names it. */
  readonly home?: Place;
}

/** The part of a moment that belongs to one target. `id` is undefined where the content does not name it. */
export interface Part {
  readonly id: string | undefined;
  readonly place: Place;
  readonly scopes: readonly Scope[];
  readonly found: readonly From<Found>[];
  readonly listings: readonly FoundListing[];
  readonly gaps: readonly FoundGap[];
}

export const emptyMoment = (folder: string, recogniser: Recogniser): Moment => ({
  folder,
  recogniser,
  found: [],
  listings: [],
  gaps: [],
  clusters: [],
});

/** Adds what a document holds. */
export function addTo(moment: Moment, { resources, listings, gaps, clusters = [] }: Recognised, path: string): void {
  const { place, single } = commonPlace(resources.map((it) => it.place));
  const from = <T>(it: T): From<T> => ({ it, path, place, single });
  moment.found.push(...resources.map(from));
  moment.listings.push(...listings.map(from));
  moment.gaps.push(...gaps.map(from));
  moment.clusters.push(...clusters);
}

/**
 * The targets of a moment: one, unless its content names several accounts, regions, subscriptions or projects. Then
 * each has its own, and a listing counts for the one place that its document is of.
 */
export function partsOf(moment: Moment): readonly Part[] {
  const { recogniser, found, listings, gaps, home } = moment;
  const { place: common, single } = commonPlace(found.map(({ it }) => it.place));
  if (single) {
    const place = { ...common, ...home };
    const scopes = new Set([...found, ...listings].map(({ it }) => it.type.scope));
    const whole = { place, scopes: recogniser.scopes, found };
    const all = { ...whole, listings: listings.map(({ it }) => it), gaps: gaps.map(({ it }) => it) };
    return [{ id: recogniser.target(place, scopes), ...all }];
  }
  const parts = new Map<string | undefined, Part & { readonly found: From<Found>[] }>();
  for (const one of found) {
    const own = { ...one.place, ...one.it.place };
    const id = recogniser.target(own, new Set([one.it.type.scope]));
    const part = parts.get(id) ?? { id, place: own, scopes: [], found: [], listings: [], gaps: [] };
    const scopes = id === undefined ? recogniser.scopes : [...new Set([...part.scopes, one.it.type.scope])];
    part.found.push(one);
    parts.set(id, { ...part, scopes });
  }
  for (const { it, place: of, single: one } of listings) {
    const id = one ? recogniser.target(of, new Set([it.type.scope])) : undefined;
    const part = id === undefined ? undefined : parts.get(id);
    if (part) parts.set(id, { ...part, listings: [...part.listings, it] });
  }
  const [first, ...others] = [...parts.values()];
  return first ? [{ ...first, gaps: gaps.map(({ it }) => it) }, ...others] : [];
}

/** A moment as one target whose places cannot be told apart: then no listing is known to be of all of it. */
export function merged(moment: Moment, parts: readonly Part[]): Part {
  const [only] = parts;
  if (only && parts.length === 1) return { ...only, id: undefined };
  const { recogniser, found, gaps } = moment;
  return { id: undefined, place: {}, scopes: recogniser.scopes, found, listings: [], gaps: gaps.map(({ it }) => it) };
}

/** Of two contents of one address, or of one part of it, the one in the later file stands. */
export function latest(
  found: readonly From<Found>[],
  target: string,
): { kept: readonly Kept[]; superseded: Superseded[] } {
  const byAddress = new Map<string, Kept>();
  const superseded: Superseded[] = [];
  for (const { it, path } of found) {
    const id = typeof it.id === 'string' ? it.id : it.id(target);
    const key = `${it.type.name}\n${id}\n${it.part ?? ''}`;
    const earlier = byAddress.get(key);
    if (earlier && canonicalJson(earlier.it.config) !== canonicalJson(it.config)) {
      superseded.push({ path: earlier.path, id, by: path });
    }
    byAddress.set(key, { it, id, path });
  }
  return { kept: joined([...byAddress.values()]), superseded };
}

interface Superseded {
  readonly path: string;
  readonly id: string;
  readonly by: string;
}

/** What several places have in common: each part that only one value was seen for. */
function commonPlace(places: readonly Place[]): { place: Place; single: boolean } {
  const accounts = new Set(places.flatMap(({ account }) => account ?? []));
  const regions = new Set(places.flatMap(({ region }) => region ?? []));
  const [account] = accounts.size === 1 ? accounts : [];
  const [region] = regions.size === 1 ? regions : [];
  const place = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  return { place, single: accounts.size <= 1 && regions.size <= 1 };
}
