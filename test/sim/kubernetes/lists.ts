import type { PageFault, SimReply } from '../json-server.ts';
import { type JsonObject, parseObject, textAt } from '../json.ts';
import { cutPage, firstPage, pageMark, type PageStart, pageStart } from '../page-token.ts';
import { apiVersionOf, type ApiResource } from './resources.ts';
import { badRequest, expired } from './status.ts';
import { type ClusterStore, type Continuation, listItem, tableOf } from './store.ts';

export interface ListCall {
  readonly store: ClusterStore;
  readonly resource: ApiResource;
  readonly namespace: string | undefined;
  readonly query: URLSearchParams;
  readonly fault: PageFault | undefined;
}

const known = ['limit', 'continue', 'timeoutSeconds', 'pretty', 'resourceVersion', 'resourceVersionMatch'];

/** One page of a list: `limit` items from where `continue` leads, all of them without a limit. */
export function list(call: ListCall): SimReply {
  const { store, resource, query, fault } = call;
  const strange = [...query.keys()].find((name) => !known.includes(name));
  if (strange !== undefined) return badRequest(`the simulator does not serve the list parameter ${strange}`);
  const limit = Number(query.get('limit') ?? '0');
  if (!Number.isInteger(limit) || limit < 0) return badRequest('invalid limit');
  const token = query.get('continue') ?? '';
  const start = token === '' ? fresh(call) : isOfListing(call, token) && store.continuations.get(token);
  if (!start) return outdated(call, token);
  const size = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  const { items, next } = cutPage(start.items, start.from, size, fault);
  const metadata = {
    resourceVersion: start.resourceVersion,
    ...(next && {
      continue: tokenFor(call, { ...start, from: next }),
      remainingItemCount: start.items.length - start.from.offset - items.length,
    }),
  };
  const body = { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata };
  return { status: 200, body: { ...body, items: items.map((item) => listItem(resource, item)) } };
}

/** The number of the page that a token asks for, given the limit. */
export function pageNumber(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? '0');
  const from = positionOf(query.get('continue') ?? '')?.offset ?? 0;
  return limit > 0 ? Math.floor(from / limit) + 1 : 1;
}

function fresh({ store, resource, namespace }: ListCall): Continuation {
  const all = [...tableOf(store, resource)];
  const mine = namespace === undefined ? all : all.filter(([key]) => key.startsWith(`${namespace}/`));
  return { items: mine.map(([, item]) => item), from: firstPage, resourceVersion: String(store.version) };
}

/** A token that this server once gave but no longer knows has expired; any other was never valid. */
function outdated(call: ListCall, token: string): SimReply {
  const from = positionOf(token);
  if (from === undefined || !isOfListing(call, token))
    return badRequest('continue key is not valid: illegal base64 data or version');
  return expired(tokenFor(call, { ...fresh(call), from }));
}

/** Names the listing that it belongs to: two of one length would have the same token otherwise. */
function tokenFor(call: ListCall, continuation: Continuation): string {
  const { from, resourceVersion } = continuation;
  const content = { v: 'meta.k8s.io/v1', rv: Number(resourceVersion), start: pageMark(from), of: listingOf(call) };
  const token = Buffer.from(JSON.stringify(content)).toString('base64url');
  call.store.continuations.set(token, continuation);
  return token;
}

const listingOf = ({ resource: { group, plural }, namespace }: ListCall): string =>
  [group, plural, namespace ?? ''].join('/');

const isOfListing = (call: ListCall, token: string): boolean => textAt(contentOf(token), 'of') === listingOf(call);

function positionOf(token: string): PageStart | undefined {
  const content = contentOf(token);
  return content['v'] === 'meta.k8s.io/v1' ? pageStart(textAt(content, 'start') ?? '') : undefined;
}

const contentOf = (token: string): JsonObject => parseObject(Buffer.from(token, 'base64url').toString()) ?? {};
