import type { Dialect, Routed, SimReply, SimRequest } from '../json-server.ts';
import { discover } from './discovery.ts';
import { list, pageNumber } from './lists.ts';
import {
  forbidden,
  internalError,
  notFound,
  operationName,
  tooManyRequests,
  unauthorized,
  unknownPath,
  type Wish,
} from './status.ts';
import { type ClusterStore, key, tableOf } from './store.ts';
import { create, patch, remove } from './writes.ts';

/** The API server of one cluster. Every caller with the token may do everything; nobody else more than `/version`. */
export function apiDialect(store: ClusterStore, gitVersion: string, token: string): Dialect {
  return {
    route: (request) => {
      const sent = request.headers.authorization;
      if (sent !== undefined && sent !== `Bearer ${token}`) return unauthorized();
      const discovery = discover(store, gitVersion, request);
      const wish = wishOf(store, request);
      if (sent === undefined && request.url.pathname !== '/version')
        return wish ? forbidden('system:anonymous', wish) : unauthorized();
      if (discovery) {
        return {
          operation: discovery.operation,
          quota: 'cluster',
          page: 1,
          identity: request.url.pathname,
          answer: () => discovery.reply,
        };
      }
      return wish ? routedCall(store, request, wish) : unknownPath();
    },
    refuse: (fault, _routed, request) => {
      const wish = wishOf(store, request);
      switch (fault) {
        case 'denied':
          return wish ? forbidden('shoalwatch', wish) : pathForbidden(request);
        case 'throttled':
          return tooManyRequests();
        case 'server-error':
          return internalError();
        case 'expired-credentials':
          return unauthorized();
        case 'not-found':
          return wish?.name === undefined ? unknownPath() : notFound(wish);
      }
    },
  };
}

function pathForbidden({ url }: SimRequest): SimReply {
  const message = `forbidden: User "shoalwatch" cannot get path "${url.pathname}"`;
  const body = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason: 'Forbidden',
    details: {},
    code: 403,
  };
  return { status: 403, body };
}

function routedCall(store: ClusterStore, request: SimRequest, wish: Wish): Routed {
  const reads = wish.verb === 'list' || wish.verb === 'get';
  return {
    operation: operationName(wish),
    quota: 'cluster',
    page: pageNumber(request.url.searchParams),
    ...(reads && { identity: request.url.pathname + request.url.search }),
    answer: (fault) => {
      const { resource, namespace } = wish;
      switch (wish.verb) {
        case 'list':
          return list({ store, resource, namespace, query: request.url.searchParams, fault });
        case 'get': {
          const object = tableOf(store, resource).get(key(namespace, wish.name ?? ''));
          return object ? { status: 200, body: object } : notFound(wish);
        }
        case 'create':
          return create({ store, wish, request });
        case 'patch':
          return patch({ store, wish, request });
        default:
          return remove({ store, wish, request });
      }
    },
  };
}

/** What a path and a method ask for; undefined where this cluster serves nothing under the path. */
function wishOf(store: ClusterStore, { url, method }: SimRequest): Wish | undefined {
  const found =
    /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>[^/]+)(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<plural>[^/]+)(?:\/(?<name>[^/]+))?$/.exec(
      url.pathname,
    );
  const {
    group = '',
    version = '',
    namespace,
    plural = '',
    name,
  }: Readonly<Record<string, string | undefined>> = { ...found?.groups };
  const resource = store.resources.find((it) => it.plural === plural && it.group === group && it.version === version);
  const verb = verbs[`${method} ${name === undefined ? 'all' : 'one'}`];
  if (!resource || verb === undefined) return undefined;
  if (!resource.namespaced && namespace !== undefined) return undefined;
  if (resource.namespaced && namespace === undefined && verb !== 'list') return undefined;
  return { verb, resource, namespace, name: name === undefined ? undefined : decodeURIComponent(name) };
}

const verbs: Readonly<Record<string, string>> = {
  'GET all': 'list',
  'GET one': 'get',
  'POST all': 'create',
  'PATCH one': 'patch',
  'DELETE one': 'delete',
};
