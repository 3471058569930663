/** One of several sorted lists: at most `limit` of its items behind a place, and whether there are more. */
export type Source<T> = (limit: number, after: string | undefined) => Promise<Part<T>>;

export interface Part<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

/** How the items of all sources are ordered. */
export interface Order<T> {
  placeOf(item: T): string;
  readonly newestFirst: boolean;
}

/**
 * The first items of several sorted lists as one list, and whether there are more. Each source is read a little more
 * than its share of the page and again only when that is used up: items come out evenly, as keys are hashed.
 */
export async function firstOf<T>(
  sources: readonly Source<T>[],
  order: Order<T>,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): Promise<Part<T>> {
  const share = Math.ceil((limit + 1) / sources.length) + 4;
  const heads = await Promise.all(sources.map((source) => headOf(source, order, share, after)));
  const items: T[] = [];
  while (items.length < limit) {
    const head = firstHead(heads, order.newestFirst);
    if (!head) return { items, more: false };
    items.push(await head.take());
  }
  return { items, more: firstHead(heads, order.newestFirst) !== undefined };
}

/** What of one source is not given out yet. */
interface Head<T> {
  /** The bytes that the next item is ordered by; undefined when the source is at its end. */
  place(): Buffer | undefined;
  take(): Promise<T>;
}

async function headOf<T>(
  source: Source<T>,
  { placeOf }: Order<T>,
  share: number,
  after: string | undefined,
): Promise<Head<T>> {
  let part = await source(share, after);
  let at = 0;
  let place: Buffer | undefined;
  const look = (): void => {
    const item = part.items[at];
    place = item === undefined ? undefined : Buffer.from(placeOf(item));
  };
  look();
  return {
    place: () => place,
    async take() {
      const item = part.items[at];
      if (item === undefined) throw new RangeError('the source is at its end');
      at += 1;
      if (at === part.items.length && part.more) {
        part = await source(share, placeOf(item));
        at = 0;
      }
      look();
      return item;
    },
  };
}

function firstHead<T>(heads: readonly Head<T>[], newestFirst: boolean): Head<T> | undefined {
  let best: { head: Head<T>; place: Buffer } | undefined;
  for (const head of heads) {
    const place = head.place();
    if (!place) continue;
    const order = best === undefined ? -1 : Buffer.compare(place, best.place);
    if (newestFirst ? order > 0 || best === undefined : order < 0) best = { head, place };
  }
  return best?.head;
}
