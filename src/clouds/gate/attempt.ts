import type { Clock } from '#model';

interface Bounds {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Sends attempts that all have the same time. */
export interface Attempts {
  /**
   * Sends once. When the time is over the request is aborted and the attempt rejects with a TimeoutError, also where
   * the client does not listen to its signal.
   */
  once<T>(send: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T>;
}

/** Attempts that began together, in a two-hundredth of their time, and end together. */
interface Batch {
  readonly began: number;
  readonly rest: AbortController;
  readonly running: Set<() => void>;
}

/** One wait stands for a batch of attempts: a wait for each, ended by its answer, costs more than the gate itself. */
export function attemptsWithin(timeoutMs: number, clock: Clock): Attempts {
  let latest: Batch | undefined;

  const open = (): Batch => {
    const batch: Batch = { began: clock.now(), rest: new AbortController(), running: new Set() };
    const expire = (): void => {
      for (const stop of batch.running) stop();
    };
    // An ended wait rejects: then all were answered.
    clock.sleep(timeoutMs, batch.rest.signal).then(expire, expire);
    return batch;
  };
  const begin = (stop: () => void): Batch => {
    if (!latest || latest.rest.signal.aborted || clock.now() - latest.began > timeoutMs / 200) latest = open();
    latest.running.add(stop);
    return latest;
  };
  const end = (batch: Batch, stop: () => void): void => {
    batch.running.delete(stop);
    // With a reason of its own: the default one is an error with a stack.
    if (batch.running.size === 0) batch.rest.abort(answered);
  };

  return {
    async once(send, signal) {
      const request = new AbortController();
      const abort = (): void => request.abort();
      signal?.addEventListener('abort', abort, { once: true });
      const expiry = Promise.withResolvers<never>();
      const state = { late: false };
      const expire = (): void => {
        state.late = true;
        request.abort();
        expiry.reject(timeoutAfter(timeoutMs));
      };
      const batch = timeoutMs === Infinity ? undefined : begin(expire);
      try {
        return await Promise.race([send(request.signal), expiry.promise]);
      } catch (error) {
        // The aborted client may reject before the timer does.
        throw state.late ? timeoutAfter(timeoutMs) : error;
      } finally {
        if (batch) end(batch, expire);
        signal?.removeEventListener('abort', abort);
      }
    },
  };
}

/** Sends one call that stands alone, within its time. */
export function attemptWithin<T>(send: (signal: AbortSignal) => Promise<T>, bounds: Bounds): Promise<T> {
  return attemptsWithin(bounds.timeoutMs, bounds.clock).once(send, bounds.signal);
}

const answered = 'answered';

const timeoutAfter = (ms: number): Error => new DOMException(`No answer came within ${ms / 1000} s.`, 'TimeoutError');
