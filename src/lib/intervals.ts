/** Half-open: holds every x with `from` <= x < `end`. So neighbours share a bound and no arithmetic is needed. */
export interface Interval<T extends number | bigint> {
  readonly from: T;
  readonly end: T;
}

/** Sorted, none empty, no two that touch: equal sets have equal lists. */
export type Intervals<T extends number | bigint> = readonly Interval<T>[];

/** Sorts and merges intervals in any order; empty ones vanish. */
export function merge<T extends number | bigint>(intervals: readonly Interval<T>[]): Intervals<T> {
  const sorted = intervals
    .filter(({ from, end }) => from < end)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const merged: Interval<T>[] = [];
  let open: Interval<T> | undefined;
  for (const next of sorted) {
    if (open === undefined) open = next;
    else if (next.from > open.end) {
      merged.push(open);
      open = next;
    } else if (next.end > open.end) open = { from: open.from, end: next.end };
  }
  if (open !== undefined) merged.push(open);
  return merged;
}

/** Everything in either. */
export function union<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return merge([...a, ...b]);
}

/** What is in `from` and not in `what`. */
export function subtract<T extends number | bigint>(from: Intervals<T>, what: Intervals<T>): Intervals<T> {
  if (from.length === 0 || what.length === 0) return from;
  const left: Interval<T>[] = [];
  let at = 0;
  for (const piece of from) {
    let start = piece.from;
    let cut = what[at];
    while (cut !== undefined && cut.from < piece.end) {
      if (cut.from > start) left.push({ from: start, end: cut.from });
      if (cut.end > start) start = cut.end;
      if (cut.end > piece.end) break;
      at += 1;
      cut = what[at];
    }
    if (start < piece.end) left.push({ from: start, end: piece.end });
  }
  return left;
}

/** Everything in both. */
export function intersect<T extends number | bigint>(a: Intervals<T>, b: Intervals<T>): Intervals<T> {
  const both: Interval<T>[] = [];
  let i = 0;
  let j = 0;
  let x = a[i];
  let y = b[j];
  while (x !== undefined && y !== undefined) {
    const from = x.from > y.from ? x.from : y.from;
    const end = x.end < y.end ? x.end : y.end;
    if (from < end) both.push({ from, end });
    if (x.end < y.end) x = a[(i += 1)];
    else y = b[(j += 1)];
  }
  return both;
}

/** True when nothing of `inner` lies outside `outer`; nothing is inside everything. */
export function covers<T extends number | bigint>(outer: Intervals<T>, inner: Intervals<T>): boolean {
  return subtract(inner, outer).length === 0;
}
