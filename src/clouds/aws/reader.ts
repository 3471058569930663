import type { Gate } from '../gate.ts';
import type { Read, Sheet } from '../sheet.ts';
import { callAws, type SendOptions } from './call.ts';
import type { Clients } from './clients.ts';
import { MalformedAnswer } from './failure.ts';

/** One account in one region, as collectors see it. */
export interface AwsReader {
  readonly account: string;
  readonly region: string;
  readonly clients: Clients;
  readonly sheet: Sheet;
  /** The address of a regional object. */
  arn(service: string, path: string): string;
  call<T>(api: string, send: (options: SendOptions) => Promise<T>): Promise<T>;
  /** Follows the pages of a call to the end. An empty page with a token goes on; a token that leads to itself is malformed. */
  pages<P, I>(api: string, paging: Paging<P, I>): Promise<void>;
  /** Makes a paged listing on the sheet. */
  list<P, I>(read: Read, paging: Paging<P, I>): Promise<void>;
}

export interface Paging<P, I> {
  readonly send: (token: string | undefined, options: SendOptions) => Promise<P>;
  readonly next: (page: P) => string | undefined;
  /** What the page holds; each item is handed to `add`. */
  readonly items: (page: P) => readonly I[] | undefined;
  readonly add: (item: I) => void;
}

/** Empty pages in a row with a token that was seen before. */
const mostEmpty = 3;

/** Empty pages in a row, whatever their tokens: a filtered search of EC2 may have a thousand, and must end. */
const mostEmptyEver = 1500;

interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly clients: Clients;
  readonly sheet: Sheet;
  readonly gate: Gate;
  readonly signal?: AbortSignal | undefined;
}

export function readerOf({ account, region, partition, clients, sheet, gate, signal }: Place): AwsReader {
  const call: AwsReader['call'] = (api, send) => callAws(gate, { api, account, region, signal }, send);

  const pages = pagesOf(call);

  return {
    account,
    region,
    clients,
    sheet,
    arn: (service, path) => `arn:${partition}:${service}:${region}:${account}:${path}`,
    call,
    pages,
    list: (read, paging) => sheet.list(read, () => pages(read.api, paging)),
  };
}

/** The same reader on another sheet. */
export const onSheet = (at: AwsReader, sheet: Sheet): AwsReader => ({
  ...at,
  sheet,
  list: (read, paging) => sheet.list(read, () => at.pages(read.api, paging)),
});

/** Follows pages with the calls of an account in a region. */
export function pagesOf(call: AwsReader['call']): AwsReader['pages'] {
  return async (api, { send, next, items, add }) => {
    const seen = new Set<string>();
    let token: string | undefined;
    let empty = 0;
    do {
      const asked = token;
      const page = await call(api, (options) => send(asked, options));
      const held = items(page) ?? [];
      for (const item of held) add(item);
      token = next(page) === '' ? undefined : next(page);
      empty = held.length === 0 ? empty + 1 : 0;
      // An empty page may hand back the token it was asked with; for how long is not for the provider to say.
      const repeated = token !== undefined && seen.has(token);
      if (repeated && (empty === 0 || empty > mostEmpty)) throw new MalformedAnswer('A page token leads to itself.');
      if (empty > mostEmptyEver) throw new MalformedAnswer(`${empty} empty pages came one after the other.`);
      if (token !== undefined) seen.add(token);
    } while (token !== undefined);
  };
}

/** What an answer always holds. Throws MalformedAnswer where this one does not. */
export function need<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new MalformedAnswer(`The answer lacks ${field}.`);
  return value;
}
