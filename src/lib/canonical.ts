import { compareText } from './text.ts';

/** JSON with sorted keys, so that equal values give equal bytes. */
export const canonicalJson = (value: unknown): string => JSON.stringify(sorted(value));

/** The value itself where it is sorted already, as most of what was stored once is: whole fleets are told by their digests. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return sortedList(value);
  const held = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(held);
  // Whatever else there is may have JSON of its own.
  const isSorted = isInOrder(keys) && Object.getPrototypeOf(value) === Object.prototype;
  if (!isSorted) keys.sort(compareText);
  let entries: (readonly [string, unknown])[] | undefined = isSorted ? undefined : [];
  for (const [at, key] of keys.entries()) {
    const one = sorted(held[key]);
    if (one !== held[key]) entries ??= keys.slice(0, at).map((before) => [before, held[before]]);
    entries?.push([key, one]);
  }
  return entries ? Object.fromEntries(entries) : value;
}

function sortedList(list: readonly unknown[]): readonly unknown[] {
  let items: unknown[] | undefined;
  for (const [at, it] of list.entries()) {
    const one = sorted(it);
    if (one !== it) items ??= list.slice(0, at);
    items?.push(one);
  }
  return items ?? list;
}

function isInOrder(keys: readonly string[]): boolean {
  for (let at = 1; at < keys.length; at += 1) if (compareText(keys[at - 1] ?? '', keys[at] ?? '') > 0) return false;
  return true;
}
