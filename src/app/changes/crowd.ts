import type { Clock, Touched } from '#model';

/** Changes that were heard of lately, by what they touched. */
export interface Crowd<T> {
  add(one: T, touched: readonly Touched[]): void;
  /** Whether another one, heard of within a minute, may have altered something of what was touched. */
  surrounds(one: T, touched: readonly Touched[]): boolean;
}

interface Heard<T> {
  readonly one: T;
  readonly id: string | undefined;
  readonly at: number;
}

/** Changes of one object within this many milliseconds are told apart by a second look. */
const lately = 60_000;

export function crowdOf<T>(clock: Clock): Crowd<T> {
  const heard = new Map<string, Heard<T>[]>();
  const keyOf = ({ target, type }: Touched): string => `${target}\n${type}`;
  return {
    add(one, touched) {
      const at = clock.now();
      for (const it of touched) {
        const recent = (heard.get(keyOf(it)) ?? []).filter((old) => old.at > at - lately);
        heard.set(keyOf(it), [...recent, { one, id: it.id, at }]);
      }
    },
    surrounds(one, touched) {
      const since = clock.now() - lately;
      return touched.some((it) =>
        heard
          .get(keyOf(it))
          ?.some((other) => other.one !== one && other.at > since && (!it.id || !other.id || it.id === other.id)),
      );
    },
  };
}
