import type { Gate } from '../gate.ts';
import { followPages, MalformedAnswer } from '../pages.ts';
import type { Sheet } from '../sheet.ts';
import { isRetryable, isThrottle } from './failure.ts';
import type { Get, Query, Session } from './session.ts';

/** Makes calls for one project, or for the sign-in itself. */
export interface Caller {
  call<T>(api: string, send: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Follows a listing of a JSON service to its end, each page a call of its own. */
  pages<P extends Paged, T>(listing: Listing<P, T>): Promise<void>;
}

export interface Paged {
  readonly nextPageToken?: string | null;
}

export interface Listing<P, T> {
  readonly api: string;
  readonly get: Get;
  readonly path: string;
  readonly query: Query;
  items(page: P): readonly T[] | undefined;
  add(item: T): void;
}

/** One project, as collectors see it. */
export interface GcpReader extends Caller {
  readonly project: string;
  readonly session: Session;
  readonly sheet: Sheet;
  /** The same reader for calls that another project pays for. */
  for(project: string): Caller;
}

/** Binds the gate to a project; `account` is empty for what belongs to none. */
export function callerOf(gate: Gate, account: string, signal?: AbortSignal): Caller {
  const call: Caller['call'] = (api, send) =>
    gate.pass({ provider: 'gcp', account, region: '', api }, send, { isThrottle, isRetryable, signal });
  return {
    call,
    pages: <P extends Paged, T>({ api, get, path, query, items, add }: Listing<P, T>) =>
      followPages(async (pageToken) => {
        const page = await call(api, (abort) => get<P>(path, { ...query, pageToken }, abort));
        const held = items(page) ?? [];
        if (!Array.isArray(held)) throw new MalformedAnswer('The items of the answer are no list.');
        return { items: held, next: page.nextPageToken ?? undefined };
      }, add),
  };
}
