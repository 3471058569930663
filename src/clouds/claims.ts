/** What an entry of the config claims to read: a place, and how far below what the entry names it lies. */
export interface Claim<Entry> {
  readonly id: string;
  readonly distance: number;
  readonly by: Entry;
}

/** The distance of a place that its entry names itself. */
export const named = -1;

/** The distance of a place that its entry does not lead to. */
export const anywhere = Number.POSITIVE_INFINITY;

/** Which entry reads each place: the one that names it from nearest, and of equals the first. */
export function nearestClaims<Entry>(claims: readonly Claim<Entry>[]): ReadonlyMap<string, Entry> {
  const nearest = new Map<string, Claim<Entry>>();
  for (const claim of claims) {
    const held = nearest.get(claim.id);
    if (!held || claim.distance < held.distance) nearest.set(claim.id, claim);
  }
  return new Map([...nearest].map(([id, { by }]) => [id, by]));
}
