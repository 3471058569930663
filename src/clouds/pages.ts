/** An answer that arrived whole and cannot be right: an object without its id, a page token that leads to itself. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}

/** One page of a listing and the token of the next one; an empty token is none. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/**
 * Follows a listing to its end and hands on each item as it comes, so that a page that fails loses only what is behind
 * it. An empty page with a token goes on; a token that was seen before would never end and is malformed.
 */
export async function followPages<T>(
  fetch: (token: string | undefined) => Promise<Page<T>>,
  add: (item: T) => void,
): Promise<void> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const { items, next } = await fetch(token);
    for (const item of items) add(item);
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
