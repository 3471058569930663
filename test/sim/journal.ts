import { type Fault, type FaultLine, type Trace, faultScript } from './faults.ts';
import { type Rate, type TokenBucket, tokenBucket } from './token-bucket.ts';
import { type Clock, realClock } from './virtual-clock.ts';

/** One call that reached a simulated cloud. */
export interface SimCall {
  /** `<service>:<operation>`, such as `containerservice:managedClusters.list`. */
  readonly operation: string;
  /** The page that was asked for, from 1. */
  readonly page: number;
  /** The HTTP status, or the gRPC code; 0 over HTTP where no answer was completed. */
  readonly status: number;
  readonly fault?: Fault;
  /** Equal for attempts of one call; absent where each attempt is a call of its own. */
  readonly identity?: string;
  /** Who called, where more than one may. */
  readonly by?: string;
}

/** Somebody whom a simulated cloud lets in. */
export interface SimCaller {
  readonly name: string;
  /** Whether a permission is his, in the words of the cloud; each is without it. */
  readonly may?: (permission: string) => boolean;
}

/** Whom a token lets in, besides the one of the simulator that may do everything. */
export type Callers = (token: string) => SimCaller | undefined;

/** What every simulator hands out beside its address. */
export interface SimControls {
  readonly calls: readonly SimCall[];
  /** Replaces the script; its positions count from here. `middle` and `last` need the trace of a fault-free run. */
  readonly setFaults: (lines: readonly FaultLine[], trace?: Trace) => void;
  /** How many calls of each operation were made so far, attempts of one call counted once. */
  readonly trace: () => Trace;
}

export interface SimOptions {
  readonly faults?: readonly FaultLine[];
  readonly faultTrace?: Trace;
  /** How often each quota may be used; calls over it are throttled. Without it nothing is. */
  readonly limits?: { readonly rate: Rate; readonly clock?: Clock };
}

/** Who keeps the record of one simulator: its calls, its fault script and its quotas. */
export interface Journal extends SimControls {
  /** The fault of this attempt: scripted, or `throttled` where the quota is used up. */
  decide(attempt: Attempt): Fault | undefined;
  note(call: SimCall): void;
}

export interface Attempt {
  readonly operation: string;
  readonly identity?: string;
  /** Calls with the same quota share a bucket: a subscription, a project, a cluster. */
  readonly quota: string;
}

export function openJournal({ faults = [], faultTrace, limits }: SimOptions): Journal {
  const calls: SimCall[] = [];
  const buckets = new Map<string, TokenBucket>();
  let script = faultScript(faults, faultTrace);

  function overQuota(quota: string): boolean {
    if (limits === undefined) return false;
    const now = (limits.clock ?? realClock).now();
    const bucket = buckets.get(quota) ?? tokenBucket(limits.rate, now);
    buckets.set(quota, bucket);
    return !bucket.take(now);
  }

  return {
    calls,
    decide: ({ operation, identity, quota }) =>
      script.decide(operation, identity) ?? (overQuota(quota) ? 'throttled' : undefined),
    note: (call) => {
      calls.push(call);
    },
    setFaults: (lines, trace) => {
      script = faultScript(lines, trace);
    },
    trace: () => traceOf(calls),
  };
}

function traceOf(calls: readonly SimCall[]): Trace {
  const seen = new Map<string, Set<string>>();
  calls.forEach(({ operation, identity }, at) => {
    const identities = seen.get(operation) ?? new Set<string>();
    seen.set(operation, identities.add(identity ?? `#${String(at)}`));
  });
  return Object.fromEntries([...seen].map(([operation, identities]) => [operation, identities.size]));
}
