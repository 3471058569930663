import type { SimCaller } from '../journal.ts';
import { type Dialect, type Routed, type SimReply, type SimRequest } from '../json-server.ts';
import { pageNumber } from './paging.ts';
import { badToken, denied, type Entry, disabled, missingToken, notFound, serverError, throttled } from './refuse.ts';
import { matchRoute, type RouteMatch } from './routes.ts';
import type { GcpStore } from './store.ts';

/** Compute Engine and Cloud Resource Manager over JSON. */
export function restDialect(store: GcpStore, entry: Entry): Dialect {
  return {
    route: (request) => {
      const entered = enter(request, entry);
      if ('status' in entered) return entered;
      const match = matchRoute(request);
      return 'status' in match ? match : routedCall(store, request, match, entered.caller);
    },
    refuse: (fault, _routed, request) => {
      const match = matchRoute(request);
      if ('status' in match) return match;
      const resource = `projects/${match.params['project'] ?? '-'}`;
      switch (fault) {
        case 'denied':
          return denied(match.route.permission, resource);
        case 'throttled':
          return throttled(match.route.service);
        case 'server-error':
          return serverError();
        case 'expired-credentials':
          return badToken();
        case 'not-found':
          return notFound(request.url.pathname.replace(/^\/compute\/v1\//, ''));
      }
    },
  };
}

function enter(
  { headers: { authorization: sent } }: SimRequest,
  { token, callers }: Entry,
): SimReply | { readonly caller?: SimCaller } {
  if (sent === undefined) return missingToken();
  if (sent === `Bearer ${token}`) return {};
  const caller = callers(sent.replace(/^Bearer /, ''));
  return caller ? { caller } : badToken();
}

function routedCall(
  store: GcpStore,
  request: SimRequest,
  { route, params }: RouteMatch,
  caller: SimCaller | undefined,
): Routed {
  const id = params['project'];
  return {
    operation: route.operation,
    quota: `${route.service}/${id ?? '-'}`,
    page: pageNumber(request.url),
    ...((request.method === 'GET' || route.asks) &&
      !route.polled && { identity: request.url.pathname + request.url.search }),
    by: caller?.name,
    answer: (fault) => {
      if (caller?.may?.(route.permission) === false) return denied(route.permission, `projects/${id ?? '-'}`);
      const project = id === undefined ? undefined : store.projects.get(id);
      if (id !== undefined && !project) return notFound(`projects/${id}`);
      if (project?.estate.disabledServices.includes(route.service))
        return disabled(route.service, project.estate.projectNumber);
      return route.answer({ store, project, params, request, fault });
    },
  };
}
