import { parseInstant, type Instant } from '#lib/time';
import type { Clock } from '#model';
import type { Item, Table } from './table.ts';

/** The right to do something alone, for as long as it is renewed. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Above that of whoever held it before: what a holder of before still sends can be told by it. */
  readonly fence: number;
  /** The version of the item behind it. */
  readonly version: number;
  /** When it was last taken from one that did not let go of it, or let go of by one that failed: its writes may come late. */
  readonly doubtful?: Instant;
}

/** Leases on a table: whoever writes the item first holds it. */
export interface Leases {
  /** Takes a lease for so many milliseconds; undefined where another one holds it. */
  take(name: string, holder: string, ms: number): Promise<Lease | undefined>;
  /** Holds it for so many milliseconds from now on; undefined where it was taken by another one meanwhile. */
  renew(lease: Lease, ms: number): Promise<Lease | undefined>;
  /** Lets go of it; doubtful where the work failed. Nothing happens where another one holds it. */
  release(lease: Lease, doubtful?: boolean): Promise<void>;
}

/**
 * Clocks of two machines may be this far apart, in milliseconds: an end that another clock set has come for sure only after
 * it. Whoever watches a lease need not wait for that: one that nobody renewed for its whole length by the watcher's own
 * clock is over.
 */
const slack = 90_000;

interface Body {
  readonly fence: number;
  /** Null where it was let go. */
  readonly holder: string | null;
  readonly until: Instant;
  /** For how long it was taken, in milliseconds. */
  readonly ms: number;
  readonly doubtful?: Instant;
}

/** A lease as it was first seen, by the own clock. */
interface Seen {
  readonly version: number;
  readonly at: number;
}

export function leasesOn(table: Table, clock: Pick<Clock, 'now'>): Leases {
  const seen = new Map<string, Seen>();
  const untilIn = (ms: number): Instant => new Date(clock.now() + ms).toISOString();

  const isOver = ({ sort, version, body }: Item): boolean => {
    const { holder, until, ms } = body as Body;
    if (holder === null || clock.now() > (parseInstant(until) ?? 0) + slack) return true;
    const first = seen.get(sort);
    if (first?.version === version) return clock.now() - first.at >= ms;
    seen.set(sort, { version, at: clock.now() });
    return false;
  };

  return {
    async take(name, holder, ms) {
      const was = await table.get({ partition, sort: name });
      if (was && !isOver(was)) return undefined;
      const fence = was ? (was.body as Body).fence + 1 : 1;
      const version = (was?.version ?? 0) + 1;
      const { holder: before, doubtful: known } = (was?.body ?? { holder: null }) as Pick<Body, 'holder' | 'doubtful'>;
      const doubtful = before === null ? known : untilIn(0);
      const body: Body = { fence, holder, until: untilIn(ms), ms, ...(doubtful && { doubtful }) };
      if (!(await table.put({ partition, sort: name, version, body }))) return undefined;
      return { name, holder, fence, version, ...(doubtful && { doubtful }) };
    },
    async renew({ version: was, ...lease }, ms) {
      const { name, ...rest } = lease;
      const version = was + 1;
      const body: Body = { ...rest, until: untilIn(ms), ms };
      if (!(await table.put({ partition, sort: name, version, body }))) return undefined;
      return { ...lease, version };
    },
    async release({ name, fence, version, doubtful }, isDoubtful = false) {
      const since = isDoubtful ? untilIn(0) : doubtful;
      const body: Body = { fence, holder: null, until: untilIn(0), ms: 0, ...(since && { doubtful: since }) };
      await table.put({ partition, sort: name, version: version + 1, body });
    },
  };
}

const partition = 'leases';
