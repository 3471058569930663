/** Where an item stands: items of one partition are ordered by `sort`. */
export interface Key {
  readonly partition: string;
  readonly sort: string;
}

/** An item of up to 64 KB of JSON, with the version that guards it. */
export interface Item extends Key {
  readonly version: number;
  readonly body: unknown;
}

/** One page of a query; `next` is where the following one begins. */
export interface Page {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** The small database that everything remembered is written on: SQLite on a laptop, DynamoDB in the cloud. */
export interface Table {
  /** Strongly consistent. */
  get(key: Key): Promise<Item | undefined>;
  /** Writes version n+1 over version n, or version 1 where nothing stands; false when another write came first. */
  put(item: Item): Promise<boolean>;
  /** Items whose sort begins with a prefix, ascending unless `newestFirst`. */
  query(partition: string, prefix: string, options?: QueryOptions): Promise<Page>;
}

/** How a query is paged. */
export interface QueryOptions {
  readonly limit?: number;
  readonly newestFirst?: boolean;
  readonly from?: string;
}

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
