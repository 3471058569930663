import { AsyncLocalStorage } from 'node:async_hooks';

export const invocationHeader = 'amz-sdk-invocation-id';

interface Invocation {
  id?: string;
  /** Ends the attempt that is under way. */
  signal?: AbortSignal;
}

const running = new AsyncLocalStorage<Invocation>();

/** Runs one call with all its attempts: they carry one invocation id, as those that the SDK repeats itself do. */
export function oneInvocation<T>(work: () => Promise<T>): Promise<T> {
  return running.run({}, work);
}

/** Says what ends the attempt that begins now. Handed to the client itself it would cost a new middleware stack. */
export function endAttemptWith(signal: AbortSignal): void {
  const invocation = running.getStore();
  if (invocation) invocation.signal = signal;
}

/** What ends the attempt that is under way. */
export const signalOfInvocation = (): AbortSignal | undefined => running.getStore()?.signal;

/** The id of the call that is under way: the one that its first attempt made. */
export function idOfInvocation(make: () => string): string {
  const invocation = running.getStore();
  if (!invocation) return make();
  invocation.id ??= make();
  return invocation.id;
}

interface Stacked {
  readonly middlewareStack: {
    addRelativeTo(
      middleware: typeof keepId,
      options: { readonly relation: 'after'; readonly toMiddleware: string; readonly name: string },
    ): void;
  };
}

/** The client, made to keep the invocation id of the first attempt. It has to stand before the request is signed. */
export function keepingInvocation<T extends Stacked>(client: T): T {
  client.middlewareStack.addRelativeTo(keepId, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'keepInvocationId',
  });
  return client;
}

function keepId<A extends object, R>(next: (args: A) => Promise<R>): (args: A) => Promise<R> {
  return (args) => {
    const headers = 'request' in args ? headersOf(args.request) : undefined;
    const own = headers?.[invocationHeader];
    if (headers && own !== undefined) headers[invocationHeader] = idOfInvocation(() => own);
    return next(args);
  };
}

function headersOf(request: unknown): Record<string, string | undefined> | undefined {
  return isRequest(request) ? request.headers : undefined;
}

function isRequest(request: unknown): request is { headers: Record<string, string | undefined> } {
  return typeof request === 'object' && request !== null && 'headers' in request && typeof request.headers === 'object';
}
