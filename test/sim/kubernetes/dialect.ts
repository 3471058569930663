import type { Callers, SimCaller } from '../journal.ts';
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

/** One attempt to write, as it arrived and was answered. */
export interface Written {
  readonly what: string;
  readonly path: string;
  readonly isDry: boolean;
  readonly fieldManager: string | undefined;
  readonly by: string | undefined;
  readonly status: number;
}

interface Entry {
  readonly token: string;
  readonly callers: Callers;
  readonly written: Written[];
}

/**
 * The API server of one cluster. Every caller with the token may do everything, others what is theirs; nobody else more
 * than `/version`.
 */
export function apiDialect(store: ClusterStore, gitVersion: string, { token, callers, written }: Entry): Dialect {
  return {
    route: (request) => {
      const sent = request.headers.authorization?.replace(/^Bearer /, '');
      const caller = sent === undefined || sent === token ? undefined : callers(sent);
      if (sent !== undefined && sent !== token && !caller) return unauthorized();
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
      if (!wish) return unknownPath();
      const call = routedCall(store, request, wish, caller);
      return isRead(wish) ? call : noted(call, request, wish, written);
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

function routedCall(store: ClusterStore, request: SimRequest, wish: Wish, caller: SimCaller | undefined): Routed {
  return {
    operation: operationName(wish),
    quota: 'cluster',
    page: pageNumber(request.url.searchParams),
    ...(isRead(wish) && { identity: request.url.pathname + request.url.search }),
    by: caller?.name,
    answer: (fault) => {
      const { resource, namespace } = wish;
      if (caller?.may?.(permissionOf(wish)) === false) return forbidden(caller.name, wish);
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

const isRead = ({ verb }: Wish): boolean => verb === 'list' || verb === 'get';

/** The same call, which is remembered with what it came to. */
const noted = (call: Routed, { url }: SimRequest, wish: Wish, written: Written[]): Routed => ({
  ...call,
  answer(fault) {
    const reply = call.answer(fault);
    written.push({
      ...{ what: permissionOf(wish), path: url.pathname, isDry: url.searchParams.has('dryRun'), by: call.by },
      ...{ fieldManager: url.searchParams.get('fieldManager') ?? undefined, status: reply.status },
    });
    return reply;
  },
});

/** `patch deployments.apps`, as the product's roles name it. */
const permissionOf = ({ verb, resource: { plural, group } }: Wish): string =>
  `${verb} ${plural}${group === '' ? '' : `.${group}`}`;

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
