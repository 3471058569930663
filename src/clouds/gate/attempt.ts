import type { Clock } from '#model';

interface Bounds {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends once. When the time is over the request is aborted and the attempt rejects with a TimeoutError, also where the
 * client does not listen to its signal.
 */
export async function attemptWithin<T>(
  send: (signal: AbortSignal) => Promise<T>,
  { clock, timeoutMs, signal }: Bounds,
): Promise<T> {
  const request = new AbortController();
  const timer = new AbortController();
  const stop = (): void => request.abort();
  signal?.addEventListener('abort', stop, { once: true });
  const state = { late: false };
  const expiry = async (): Promise<never> => {
    await clock.sleep(timeoutMs, timer.signal);
    state.late = true;
    if (!timer.signal.aborted) request.abort();
    throw timeoutAfter(timeoutMs);
  };
  try {
    return await (timeoutMs === Infinity ? send(request.signal) : Promise.race([send(request.signal), expiry()]));
  } catch (error) {
    // The aborted client may reject before the timer does.
    throw state.late ? timeoutAfter(timeoutMs) : error;
  } finally {
    // With a reason of its own: the default one is an error with a stack, made for every call.
    timer.abort(answered);
    signal?.removeEventListener('abort', stop);
  }
}

const answered = 'answered';

const timeoutAfter = (ms: number): Error => new DOMException(`No answer came within ${ms / 1000} s.`, 'TimeoutError');
