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
  // To set an entry of this name is to set what the object inherits; all others cost less where they are set.
  if (keys.includes('__proto__')) return Object.fromEntries(keys.map((key) => [key, sorted(held[key])]));
  let made: Record<string, unknown> | undefined = isSorted ? undefined : {};
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? '';
    const one = sorted(held[key]);
    if (made === undefined && one !== held[key]) {
      made = {};
      for (const before of keys.slice(0, at)) made[before] = held[before];
    }
    if (made !== undefined) made[key] = one;
  }
  return made ?? value;
}

function sortedList(list: readonly unknown[]): readonly unknown[] {
  let items: unknown[] | undefined;
  for (let at = 0; at < list.length; at += 1) {
    const one = sorted(list[at]);
    if (one !== list[at]) items ??= list.slice(0, at);
    items?.push(one);
  }
  return items ?? list;
}

function isInOrder(keys: readonly string[]): boolean {
  for (let at = 1; at < keys.length; at += 1) if (compareText(keys[at - 1] ?? '', keys[at] ?? '') > 0) return false;
  return true;
}
