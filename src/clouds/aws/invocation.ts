import { AsyncLocalStorage } from 'node:async_hooks';

const header = 'amz-sdk-invocation-id';

interface Invocation {
  id?: string;
}

const running = new AsyncLocalStorage<Invocation>();

/** Runs one call with all its attempts: they carry one invocation id, as those that the SDK repeats itself do. */
export function oneInvocation<T>(work: () => Promise<T>): Promise<T> {
  return running.run({}, work);
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
    const invocation = running.getStore();
    const headers = 'request' in args ? headersOf(args.request) : undefined;
    if (invocation && headers) {
      invocation.id ??= headers[header];
      headers[header] = invocation.id;
    }
    return next(args);
  };
}

function headersOf(request: unknown): Record<string, string | undefined> | undefined {
  return isRequest(request) ? request.headers : undefined;
}

function isRequest(request: unknown): request is { headers: Record<string, string | undefined> } {
  return typeof request === 'object' && request !== null && 'headers' in request && typeof request.headers === 'object';
}
