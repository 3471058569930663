import type { Instant } from '#lib/time';

/** Where an item stands: items of one partition are ordered by the UTF-8 bytes of `sort`. */
export interface Key {
  /** Up to 2,000 bytes of UTF-8, at least one. */
  readonly partition: string;
  /** Up to 1,024 bytes of UTF-8, at least one. */
  readonly sort: string;
}

/** An item of up to 64 KB of JSON, with the version that guards it. */
export interface Item extends Key {
  readonly version: number;
  readonly body: unknown;
  /** When somebody has to look at it: only items that say so stand in the `due` index. */
  readonly due?: Instant;
  /** From when on the table may drop it. Until it does the item is still given: whoever reads it looks at the instant. */
  readonly expires?: Instant;
}

/** One page of a query; `next` is where the following one begins, and absent on the last one. */
export interface Page {
  readonly items: readonly Item[];
  readonly next?: string;
}

/**
 * An entry of the `due` index. It may be a moment older than the item, so it only says where to look: get the item,
 * and put the version after it.
 */
export interface Due extends Key {
  readonly due: Instant;
}

/** One page of what is due. */
export interface DuePage {
  readonly items: readonly Due[];
  readonly next?: string;
}

/** The small database that everything remembered is written on: SQLite on a laptop, DynamoDB in the cloud. */
export interface Table {
  /** Strongly consistent. */
  get(key: Key): Promise<Item | undefined>;
  /**
   * Writes version n+1 over version n, or version 1 where nothing stands; false when another write came first. The whole
   * item is replaced: a `due` or `expires` that it does not carry is gone.
   */
  put(item: Item): Promise<boolean>;
  /** Items whose sort begins with a prefix, ascending unless `newestFirst`. A page is full unless it is the last. */
  query(partition: string, prefix: string, options?: QueryOptions): Promise<Page>;
  /** What is due at an instant or was before it, the earliest first; at one instant in an order that stays. */
  due(until: Instant, options?: Omit<QueryOptions, 'newestFirst'>): Promise<DuePage>;
}

/** How a query is paged. */
export interface QueryOptions {
  /** 500 when nothing is said. */
  readonly limit?: number;
  readonly newestFirst?: boolean;
  /** The `next` of the page before. */
  readonly from?: string;
}

/** How many items a page has when nothing is said. */
export const pageSize = 500;

/** The largest body that an item may have, in bytes of JSON. */
export const largestBody = 64 * 1024;

/** All items of a query, page after page. */
export async function* all(table: Table, partition: string, prefix = ''): AsyncGenerator<Item> {
  let from: string | undefined;
  do {
    const page: Page = await table.query(partition, prefix, from === undefined ? {} : { from });
    yield* page.items;
    from = page.next;
  } while (from !== undefined);
}

/** Everything that is due at an instant or was before it, page after page. */
export async function* allDue(table: Table, until: Instant): AsyncGenerator<Due> {
  let from: string | undefined;
  do {
    const page: DuePage = await table.due(until, from === undefined ? {} : { from });
    yield* page.items;
    from = page.next;
  } while (from !== undefined);
}
