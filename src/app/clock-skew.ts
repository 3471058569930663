import { parseHttpDate } from '#lib/http-date';

/** An answer over HTTP: who gave it, what it said of the time, and when it was here. */
export interface HeardDate {
  readonly host: string;
  /** The header `Date`. */
  readonly date: string;
  /** Milliseconds since 1970, by the clock of this machine. */
  readonly receivedAt: number;
}

/** What a clock may be off before it is trouble: services refuse what is signed some minutes away. Milliseconds. */
export const mostSkew = 60_000;

/**
 * How far the clock of this machine is ahead of those that answered, in milliseconds: negative where it is behind, undefined where
 * nobody said the time. Answers take a while and name whole seconds, so that the quickest of each host says most, to a second or
 * so; a host whose own clock is wrong is outvoted.
 */
export function skewOf(heard: readonly HeardDate[]): number | undefined {
  const ahead = heard.flatMap(({ host, date, receivedAt }) => {
    const at = parseHttpDate(date);
    return at === undefined ? [] : [{ host, ms: receivedAt - at }];
  });
  const least = [...Map.groupBy(ahead, ({ host }) => host).values()]
    .map((own) => Math.min(...own.map(({ ms }) => ms)))
    .sort((a, b) => a - b);
  return least[Math.floor((least.length - 1) / 2)];
}
