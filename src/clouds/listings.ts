/** What a listing gave: all of it, or what came before it failed. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly error?: unknown;
}

/** Listings that several targets look at, each made once in a sweep. */
export interface Listings<T> {
  /**
   * The listing of a target that is being collected. One that others asked for and that has ended is made again, as a second
   * collection makes it again: what was listed before a target's read began is no part of it.
   */
  own(id: string, signal: AbortSignal | undefined): Promise<Listed<T>>;
  /** What the others hold, with their ids. A listing that failed is its own target's gap and holds what was read. */
  others(id: string, signal: AbortSignal | undefined): Promise<readonly (readonly [string, Listed<T>])[]>;
}

/**
 * Clusters use networks of other subscriptions and projects, so what a target has to read depends on the clusters of
 * all. `ids` are the watched ones; `read` adds each item as it comes.
 */
export function listingsOf<T>(
  ids: readonly string[],
  read: (id: string, add: (item: T) => void, signal: AbortSignal | undefined) => Promise<void>,
): Listings<T> {
  const made = new Map<string, Promise<Listed<T>>>();
  const collected = new Set<string>();
  const ended = new Set<Promise<Listed<T>>>();

  const make = (id: string, signal: AbortSignal | undefined): Promise<Listed<T>> =>
    listedBy((add) => read(id, add, signal));
  const of = (id: string, signal: AbortSignal | undefined): Promise<Listed<T>> => {
    const known = made.get(id);
    if (known) return known;
    const listing = make(id, signal);
    made.set(id, listing);
    void listing.then(() => ended.add(listing));
    return listing;
  };

  return {
    own(id, signal) {
      const known = made.get(id);
      if (known && (collected.has(id) || ended.has(known))) made.delete(id);
      collected.add(id);
      return of(id, signal);
    },
    async others(id, signal) {
      const rest = ids.filter((it) => it !== id);
      const listed = await Promise.all(rest.map(async (it) => [it, await of(it, signal)] as const));
      // A listing that was stopped is no empty one.
      signal?.throwIfAborted();
      return listed;
    },
  };
}

/** Makes a listing once. */
export async function listedBy<T>(read: (add: (item: T) => void) => Promise<void>): Promise<Listed<T>> {
  const items: T[] = [];
  try {
    await read((item) => items.push(item));
    return { items };
  } catch (error) {
    return { items, error };
  }
}

/** What a listing failed with, to be thrown again. */
export const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)));
