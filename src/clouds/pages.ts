/** An answer that arrived whole and cannot be right: an object without its id, a page token that leads to itself. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}

/** One page of a listing and the token of the next one; an empty token is none. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** Empty pages in a row. Listings that are searched for something may have some; whoever sends more never ends. */
const mostEmpty = 100;

/**
 * Follows a listing to its end and hands on each item as it comes, so that a page that fails loses only what is behind
 * it. An empty page with a token goes on; a token that was seen before, or a hundred empty pages, would never end and
 * are malformed.
 */
export async function followPages<T>(
  fetch: (token: string | undefined) => Promise<Page<T>>,
  add: (item: T) => void,
): Promise<void> {
  const seen = new Set<string>();
  let token: string | undefined;
  let empty = 0;
  do {
    const { items, next } = await fetch(token);
    for (const item of items) add(item);
    empty = items.length === 0 ? empty + 1 : 0;
    if (empty > mostEmpty) throw new MalformedAnswer(`${empty} empty pages came one after the other.`);
    token = next === '' ? undefined : next;
    if (token !== undefined && seen.has(token)) throw new MalformedAnswer('A page token leads to itself.');
    if (token !== undefined) seen.add(token);
  } while (token !== undefined);
}

/** What an answer always holds. Throws MalformedAnswer where this one does not. */
export function required<T>(value: T | null | undefined, field: string): T {
  if (value === undefined || value === null) throw new MalformedAnswer(`The answer lacks ${field}.`);
  return value;
}
