import type { PagedAsyncIterableIterator } from '@azure/arm-containerservice';
import type { Gate } from '../gate.ts';
import type { Quota } from '../gate/bucket.ts';
import type { Type } from '#model';
import { followPages, required, type Page } from '../pages.ts';
import type { Sheet } from '../sheet.ts';
import { objectIn } from './address.ts';
import { isRetryable, isThrottle } from './failure.ts';
import type { Clients } from './session.ts';

/** How the SDK's clients are told to give up. */
export interface SendOptions {
  readonly abortSignal: AbortSignal;
}

/** Makes calls for one subscription, or for the sign-in itself. */
export interface Caller {
  call<T>(api: string, send: (options: SendOptions) => Promise<T>): Promise<T>;
  /** Follows a listing of the SDK to its end, each page a call of its own. Older clients keep the tokens of pages aside. */
  pages<T>(
    api: string,
    list: (options: SendOptions) => PagedAsyncIterableIterator<T>,
    add: (item: T) => void,
    tokenOf?: (page: readonly T[]) => string | undefined,
  ): Promise<void>;
}

/** One subscription, as collectors see it. */
export interface AzureReader extends Caller {
  readonly clients: Clients;
  readonly sheet: Sheet;
}

/**
 * What Azure Resource Manager lets one caller read in one subscription.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
const reads: Quota = { group: 'arm-reads', burst: 250, perSecond: 25 };

/** Binds the gate to a subscription; `account` is empty for what belongs to none. */
export function callerOf(gate: Gate, account: string, signal?: AbortSignal): Caller {
  const call: Caller['call'] = (api, send) =>
    gate.pass(
      { provider: 'azure', account, region: '', api, quota: api.endsWith('/read') ? reads : undefined },
      (abortSignal) => send({ abortSignal }),
      { isThrottle, isRetryable, signal },
    );
  return {
    call,
    pages: (api, list, add, tokenOf = tokenOn) =>
      followPages((token) => call(api, (options) => pageOf(list(options), token, tokenOf)), add),
  };
}

interface Some {
  readonly api: string;
  readonly type: Type;
  readonly ids: readonly string[];
}

/** Reads some objects by their ids, each for itself. */
export async function readEach(
  { sheet }: AzureReader,
  { api, type, ids }: Some,
  read: (place: { readonly group: string; readonly name: string }) => Promise<void>,
): Promise<void> {
  const one = (address: string): Promise<void> =>
    sheet.one({ api, types: [type], address }, () => read(required(objectIn(address), 'a resource group')));
  await Promise.all(ids.map(one));
}

/** Each page begins anew: an iterator of the SDK that has failed once says that it is at its end. */
async function pageOf<T>(
  listing: PagedAsyncIterableIterator<T>,
  token: string | undefined,
  tokenOf: (page: readonly T[]) => string | undefined,
): Promise<Page<T>> {
  const pages = listing.byPage(token === undefined ? {} : { continuationToken: token });
  const page = await pages.next();
  if (page.done) return { items: [] };
  const items: readonly T[] = page.value;
  return { items, next: tokenOf(items) };
}

function tokenOn(page: readonly unknown[]): string | undefined {
  const token = 'continuationToken' in page ? page.continuationToken : undefined;
  return typeof token === 'string' ? token : undefined;
}
