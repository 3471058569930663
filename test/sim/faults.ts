/**
 * A fault script for any simulated cloud: which call of which operation goes wrong, and how.
 * It knows no provider; each simulator turns the fault it is handed into what its cloud really sends.
 */
export const faultKinds = [
  'denied',
  'throttled',
  'server-error',
  'timeout',
  'reset',
  'truncated-body',
  'malformed-body',
  'empty-page-with-token',
  'repeated-token',
  'not-found',
  'expired-credentials',
] as const;

/**
 * - `denied`: the caller lacks the permission.
 * - `throttled`: the provider's own rate-limit answer.
 * - `server-error`: an internal error of the provider, status 500 or its like.
 * - `timeout`: the request is read and never answered.
 * - `reset`: the connection is reset before a byte of the answer.
 * - `truncated-body`: a right answer whose connection ends half-way.
 * - `malformed-body`: a complete answer, status 200, that does not parse.
 * - `empty-page-with-token`: a page without items whose token leads to the page that was asked for.
 * - `repeated-token`: a page whose next token leads to itself, for ever.
 * - `not-found`: the object vanished between list and describe.
 * - `expired-credentials`: the session is over; every later call of any operation gets the same answer.
 */
export type Fault = (typeof faultKinds)[number];

/** `middle` and `last` are resolved with the counts of a fault-free trace; a number is the nth call, from 1. */
export type Position = 'first' | 'middle' | 'last' | 'all' | number;

export interface FaultLine {
  /** As the simulator names it in its calls, such as `eks:ListClusters`. */
  readonly operation: string;
  readonly fault: Fault;
  readonly position: Position;
  /** How many attempts of the same call fail; without it all do, however often the client retries. */
  readonly attempts?: number;
}

export interface FaultScript {
  /**
   * The fault of this attempt, if any. Attempts with the same `identity` are retries of one call and do not advance
   * the position; an attempt without one is a call of its own.
   */
  decide(operation: string, identity?: string): Fault | undefined;
  /** The lines that were handed out at least once, in the order of the script. */
  applied(): readonly FaultLine[];
}

/** How many calls of each operation a fault-free run makes. */
export type Trace = Readonly<Record<string, number>>;

/** Throws a RangeError when `middle` or `last` is asked of an operation that the trace does not hold. */
export function faultScript(lines: readonly FaultLine[], trace: Trace = {}): FaultScript {
  const plan = lines.map((line) => ({ line, nth: ordinal(line, trace) }));
  const used = new Set<FaultLine>();
  const calls = new Map<string, { count: number; ordinals: Map<string, Attempt> }>();
  let expired = false;

  function attemptOf(operation: string, identity: string | undefined): Attempt {
    const seen = calls.get(operation) ?? { count: 0, ordinals: new Map<string, Attempt>() };
    calls.set(operation, seen);
    const earlier = identity === undefined ? undefined : seen.ordinals.get(identity);
    if (earlier !== undefined) {
      earlier.attempts += 1;
      return earlier;
    }
    seen.count += 1;
    const fresh = { nth: seen.count, attempts: 1 };
    if (identity !== undefined) seen.ordinals.set(identity, fresh);
    return fresh;
  }

  return {
    decide(operation, identity) {
      if (plan.length === 0) return undefined;
      const { nth, attempts } = attemptOf(operation, identity);
      if (expired) return 'expired-credentials';
      const hit = plan.find(
        ({ line, nth: wanted }) =>
          line.operation === operation &&
          (wanted === 'all' || wanted === nth) &&
          attempts <= (line.attempts ?? Number.POSITIVE_INFINITY),
      );
      if (hit === undefined) return undefined;
      used.add(hit.line);
      expired = hit.line.fault === 'expired-credentials';
      return hit.line.fault;
    },
    applied: () => lines.filter((line) => used.has(line)),
  };
}

interface Attempt {
  readonly nth: number;
  attempts: number;
}

function ordinal({ operation, position }: FaultLine, trace: Trace): number | 'all' {
  if (position === 'all' || typeof position === 'number') return position;
  if (position === 'first') return 1;
  const count = trace[operation];
  if (count === undefined || count === 0) {
    throw new RangeError(`${position} of ${operation} needs a trace that holds it`);
  }
  return position === 'last' ? count : Math.ceil(count / 2);
}

/** A body that no parser of JSON or XML accepts, with the true beginning of the right one. */
export function garble(body: string): string {
  return `${body.slice(0, Math.floor(body.length / 2))}\u0000<]{"`;
}
