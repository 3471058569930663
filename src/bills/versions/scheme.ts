/** How the versions of an ecosystem are ordered. */
export interface Scheme<T> {
  /** What a version says; undefined where it is none. */
  parse(version: string): T | undefined;
  /** Below zero where the first comes before the second, zero where neither does. A total order. */
  compare(a: T, b: T): number;
  /** The version as it is compared with a limit that says less than it does. */
  against?(version: T, limit: T): T;
}

/** Digits as the number they write, however many there are. */
export function compareDigits(a: string, b: string): number {
  const one = a.replace(/^0+/, '');
  const other = b.replace(/^0+/, '');
  return one.length - other.length || order(one, other);
}

/** Orders texts by their code units, numbers by value. */
export const order = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first difference of two lists; a list that has ended counts as `end` from there on. */
export function compareLists<T>(a: readonly T[], b: readonly T[], end: T, compare: (a: T, b: T) => number): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = compare(a[i] ?? end, b[i] ?? end);
    if (difference !== 0) return difference;
  }
  return 0;
}
