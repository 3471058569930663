/** How far the time that services tell is ahead of the machine's. */
export interface ServiceTime {
  /** Milliseconds; below zero where it is behind. */
  ahead(): number;
  /** The client, made to listen for the time in what it is answered. */
  heardBy<T extends Stacked>(client: T): T;
}

interface Stacked {
  readonly middlewareStack: {
    add(middleware: Listener, options: { readonly step: 'deserialize'; readonly name: string }): void;
  };
}

type Listener = <A extends object, R>(next: (args: A) => Promise<R>) => (args: A) => Promise<R>;

/**
 * Learns the time from the `Date` of answers. It has whole seconds and was told at some moment between the request and the
 * answer: as long as the machine's clock agrees with that, nothing is put right.
 */
export function serviceTime(now: () => number = Date.now): ServiceTime {
  let ahead = 0;
  const listener: Listener = (next) => async (args) => {
    const sent = now();
    const answer = await next(args);
    const told = Date.parse(dateOf(answer) ?? '');
    if (!Number.isNaN(told)) ahead = Math.min(Math.max(ahead, told - now()), told + second - sent);
    return answer;
  };
  return {
    ahead: () => ahead,
    heardBy(client) {
      client.middlewareStack.add(listener, { step: 'deserialize', name: 'hearTime' });
      return client;
    },
  };
}

const second = 1000;

function dateOf(answer: unknown): string | undefined {
  const { response } = Object(answer) as { readonly response?: unknown };
  const { headers } = Object(response) as { readonly headers?: Readonly<Record<string, string>> };
  return headers?.['date'];
}
