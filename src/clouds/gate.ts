import type { Clock, Provider } from '#model';
import { attemptsWithin } from './gate/attempt.ts';
import { bucketOf, type Bucket, type Quota } from './gate/bucket.ts';
import { budgetOf, type Budget } from './gate/budget.ts';
import { slotsOf } from './gate/slots.ts';

/** One call to a provider, before it is sent. */
export interface Call {
  readonly provider: Provider;
  readonly account: string;
  /** Empty where the provider has none for it. */
  readonly region: string;
  /** As permissions name it: `ec2:DescribeInstances`. */
  readonly api: string;
  /** The published rate that it falls under; without one the limit is found by the answers. */
  readonly quota?: Quota | undefined;
}

/** What became of one attempt. */
export type Outcome = 'answered' | 'throttled' | 'timed-out' | 'failed' | 'stopped';

/** One attempt that was sent; `at` in milliseconds since 1970. */
export interface Sent extends Omit<Call, 'quota'> {
  readonly at: number;
  readonly outcome: Outcome;
}

/** How a provider's errors are read. An aborted `signal` ends every call with an AbortError. */
export interface ErrorReader {
  readonly isThrottle: (error: unknown) => boolean;
  readonly isRetryable: (error: unknown) => boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What every call of every provider goes through. The SDKs' own retries have to be off. */
export interface Gate {
  /** Sends it when it is its turn, again where that helps. Rejects with the last attempt's error, a TimeoutError included. */
  pass<T>(call: Call, send: (signal: AbortSignal) => Promise<T>, errors: ErrorReader): Promise<T>;
  /** Every attempt in the order in which they ended; empty where `note` takes them. */
  readonly trace: readonly Sent[];
}

export interface GateSettings {
  readonly clock: Clock;
  /** The part of a published rate that is taken; the rest stays with the customer. */
  readonly share?: number;
  /** Calls that are under way at once. */
  readonly concurrency?: number;
  /** Attempts of one call, the first included. */
  readonly attempts?: number;
  /** Milliseconds until an attempt is given up. */
  readonly timeoutMs?: number;
  /** Retries that one account may cost in one region: each answered call earns a tenth of one back. */
  readonly retries?: number;
  /** Takes each attempt as it ends, instead of the trace: a large sweep makes hundreds of thousands. */
  readonly note?: (sent: Sent) => void;
}

/** A retry after a timeout has cost the sweep more than one after a quick refusal. */
const costs = { 'timed-out': 5, throttled: 1, failed: 1 };

const firstWait = 250;

/** Opens the gate of one sweep: rates by (account, region, quota), slots for all, a retry budget by (account, region). */
export function gateOf(settings: GateSettings): Gate {
  const { clock, share = 0.6, concurrency = 48, attempts = 4, timeoutMs = 20_000, retries = 20 } = settings;
  const slots = slotsOf(concurrency);
  const sending = attemptsWithin(timeoutMs, clock);
  const buckets = new Map<string, Bucket>();
  const budgets = new Map<string, Budget>();
  const trace: Sent[] = [];

  const bucketFor = (call: Call): Bucket => {
    const key = [call.provider, call.account, call.region, call.quota?.group ?? call.api].join('/');
    const bucket = buckets.get(key) ?? bucketOf(call.quota && shareOf(call.quota, share), clock.now());
    buckets.set(key, bucket);
    return bucket;
  };
  const budgetFor = (call: Call): Budget => {
    const key = [call.provider, call.account, call.region].join('/');
    const budget = budgets.get(key) ?? budgetOf(retries);
    budgets.set(key, budget);
    return budget;
  };
  const keep = settings.note ?? ((sent: Sent) => trace.push(sent));
  const note = ({ provider, account, region, api }: Call, at: number, outcome: Outcome): void => {
    keep({ provider, account, region, api, at, outcome });
  };

  const sendInTurn = async <T>(
    bucket: Bucket,
    send: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<Ended<T>> => {
    const wait = bucket.book(clock.now());
    if (wait > 0) await clock.sleep(wait, signal);
    await slots.enter();
    const at = clock.now();
    try {
      refuseStopped(signal);
      return { at, answer: await sending.once(send, signal) };
    } catch (error) {
      return { at, error };
    } finally {
      slots.leave();
    }
  };

  return {
    trace,
    async pass(call, send, { isThrottle, isRetryable, signal }) {
      const bucket = bucketFor(call);
      const budget = budgetFor(call);
      for (let attempt = 1; ; attempt += 1) {
        refuseStopped(signal);
        const ended = await sendInTurn(bucket, send, signal);
        if ('answer' in ended) {
          note(call, ended.at, 'answered');
          bucket.ease();
          budget.earn();
          return ended.answer;
        }
        const outcome = outcomeOf(ended.error, isThrottle, signal);
        note(call, ended.at, outcome);
        if (outcome === 'stopped') throw stopped();
        if (outcome === 'throttled') bucket.slow(clock.now());
        const helps = outcome !== 'failed' || isRetryable(ended.error);
        if (!helps || attempt >= attempts || !budget.take(costs[outcome])) throw ended.error;
        await clock.sleep(firstWait * 2 ** (attempt - 1), signal);
      }
    },
  };
}

type Ended<T> = { readonly at: number; readonly answer: T } | { readonly at: number; readonly error: unknown };

function shareOf({ group, burst, perSecond }: Quota, share: number): Quota {
  return { group, burst: Math.max(1, Math.floor(burst * share)), perSecond: perSecond * share };
}

function outcomeOf(
  error: unknown,
  isThrottle: ErrorReader['isThrottle'],
  signal: AbortSignal | undefined,
): Exclude<Outcome, 'answered'> {
  if (signal?.aborted) return 'stopped';
  // Clients name other things so too: only the gate's own timeout has taken the whole time.
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'timed-out';
  return isThrottle(error) ? 'throttled' : 'failed';
}

function refuseStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw stopped();
}

const stopped = (): Error => new DOMException('The sweep was stopped.', 'AbortError');
