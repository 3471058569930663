import { randomUUID } from 'node:crypto';
import { openJournal, type Callers, type SimCaller, type SimControls, type SimOptions } from '../journal.ts';
import { type Dialect, type Routed, type SimReply, type SimRequest, startJsonServer } from '../json-server.ts';
import { createAuthority } from '../tls.ts';
import type { AzureEstate } from './estate.ts';
import { startOf } from './paging.ts';
import {
  badToken,
  denied,
  expiredToken,
  missingToken,
  resourceNotFound,
  serverError,
  subscriptionNotFound,
  throttled,
} from './refuse.ts';
import { actionOf, type ArmRequest, isReply, matchRoute, type RouteMatch } from './routes.ts';
import { type ArmStore, openStore } from './store.ts';

export interface AzureOptions extends SimOptions {
  readonly estate: AzureEstate;
  /** The bearer token that is let in. */
  readonly token?: string;
  /** Whom other tokens let in, and what each may do: without it nobody. */
  readonly callers?: Callers;
  /** Items on a page of any list; ARM documents none, so clients must follow `nextLink` whatever it is. */
  readonly pageSize?: number;
  /** How many looks at a long-running operation or at its resource it takes until the operation ends. */
  readonly looks?: number;
}

export interface AzureSimulator extends SimControls {
  /** The endpoint for the clients' `endpoint` option, https. */
  readonly url: string;
  /** The certificate authority for `tlsOptions: { ca }`. */
  readonly ca: string;
  /** A credential whose token the simulator accepts, for any scope. */
  readonly credential: { getToken(): Promise<{ token: string; expiresOnTimestamp: number }> };
  readonly close: () => Promise<void>;
}

/**
 * Azure's published limits for Azure Resource Manager: a bucket of 250 reads refilled by 25 a second,
 * per subscription and service principal.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export const azureReadRate = { burst: 250, perSecond: 25 } as const;

/** Starts Azure Resource Manager for an estate, over https on the loopback address. */
export async function startAzure(options: AzureOptions): Promise<AzureSimulator> {
  const { estate, token = 'azure-test-token', callers = () => undefined, pageSize = 100, looks = 2 } = options;
  const journal = openJournal(options);
  const authority = createAuthority('Azure simulator');
  const dialect = armDialect({ store: openStore(estate), token, callers, pageSize, looks });
  const server = await startJsonServer({ dialect, journal, tls: authority.issue(['localhost', '127.0.0.1']) });
  return {
    url: `https://127.0.0.1:${String(server.port)}`,
    ca: authority.pem,
    credential: { getToken: () => Promise.resolve({ token, expiresOnTimestamp: farFuture }) },
    calls: journal.calls,
    setFaults: journal.setFaults,
    trace: journal.trace,
    close: server.close,
  };
}

/** 2100-01-01, so that no client refreshes the token during a test. */
const farFuture = 4_102_444_800_000;

interface Ground {
  readonly store: ArmStore;
  readonly token: string;
  readonly callers: Callers;
  readonly pageSize: number;
  readonly looks: number;
}

function armDialect(ground: Ground): Dialect {
  return {
    route: (request) => {
      const entered = enter(request, ground);
      if ('status' in entered) return entered;
      const match = matchRoute(request);
      return isReply(match) ? match : routedCall(ground, request, match, entered.caller);
    },
    refuse: (fault, _routed, request) => {
      switch (fault) {
        case 'denied':
          return denied(actionAsked(request), request.url.pathname);
        case 'throttled':
          return throttled();
        case 'server-error':
          return serverError();
        case 'expired-credentials':
          return expiredToken();
        case 'not-found':
          return resourceNotFound(
            'Microsoft.Resources/resources',
            request.url.pathname.split('/').at(-1) ?? '',
            'unknown',
          );
      }
    },
  };
}

/**
 * Every answer of a resource provider names the request.
 * @see https://learn.microsoft.com/rest/api/azure/#rest-api-response-header-fields
 */
const identified = (reply: SimReply): SimReply => ({
  ...reply,
  headers: { ...reply.headers, 'x-ms-request-id': randomUUID() },
});

function actionAsked(request: SimRequest): string {
  const match = matchRoute(request);
  return isReply(match) ? 'unknown' : actionOf(match.route);
}

function enter(
  { headers: { authorization: sent } }: SimRequest,
  { token, callers }: Ground,
): SimReply | { readonly caller?: SimCaller } {
  if (sent === undefined) return missingToken();
  if (sent === `Bearer ${token}`) return {};
  const caller = callers(sent.replace(/^Bearer /, ''));
  return caller ? { caller } : badToken();
}

function routedCall(
  { store, pageSize, looks }: Ground,
  request: SimRequest,
  { route, params }: RouteMatch,
  caller: SimCaller | undefined,
): Routed {
  const identity = request.headers['x-ms-client-request-id'];
  return {
    operation: route.operation,
    quota: params['subscription'] ?? 'tenant',
    page: Math.floor((startOf(request.url)?.offset ?? 0) / pageSize) + 1,
    ...(typeof identity === 'string' && { identity }),
    by: caller?.name,
    answer: (fault) => {
      if (caller?.may?.(actionOf(route)) === false) return denied(actionOf(route), request.url.pathname, caller.name);
      const subscription = store.subscriptions.get((params['subscription'] ?? '').toLowerCase());
      const context: ArmRequest = { store, subscription, params, request, paging: { pageSize, fault }, looks, caller };
      if (params['subscription'] !== undefined && !subscription) return subscriptionNotFound(params['subscription']);
      return identified(route.answer(context));
    },
  };
}
