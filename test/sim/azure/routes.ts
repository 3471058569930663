import type { SimCaller } from '../journal.ts';
import type { PageFault, SimReply, SimRequest } from '../json-server.ts';
import { agentPoolRoutes } from './agent-pools.ts';
import { authorizationRoutes } from './authorization.ts';
import { clusterRoutes } from './clusters.ts';
import { diagnosticRoutes } from './diagnostics.ts';
import { eventSubscriptionRoutes } from './event-subscriptions.ts';
import { identityRoutes } from './identities.ts';
import { managementGroupRoutes } from './management-groups.ts';
import { meshRoutes } from './mesh.ts';
import { networkRoutes } from './networks.ts';
import { registryRoutes } from './registries.ts';
import { missingApiVersion, unknownApiVersion, unknownPath } from './refuse.ts';
import { securityRoutes } from './security.ts';
import type { ArmStore, ArmSubscription } from './store.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { trustedAccessRoutes } from './trusted-access.ts';
import { surroundingRoutes } from './surroundings.ts';
import { workspaceRoutes } from './workspaces.ts';

/** One operation of Azure Resource Manager. `{names}` in the path are parameters; paths ignore case. */
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  readonly path: string;
  readonly apiVersion: string;
  answer(request: ArmRequest): SimReply;
}

export interface ArmRequest {
  readonly store: ArmStore;
  readonly subscription: ArmSubscription | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly request: SimRequest;
  readonly paging: { readonly pageSize: number; readonly fault: PageFault | undefined };
  readonly looks: number;
  /** Absent where everything is allowed. */
  readonly caller: SimCaller | undefined;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The route of a request, or ARM's refusal of a path or an api-version that it does not know. */
export function matchRoute(request: SimRequest): RouteMatch | SimReply {
  const version = request.url.searchParams.get('api-version');
  if (version === null) return missingApiVersion();
  for (const { route, pattern } of patterns) {
    const found = request.method === route.method ? pattern.exec(request.url.pathname) : null;
    if (!found) continue;
    if (version !== route.apiVersion) return unknownApiVersion(version, route.apiVersion);
    const groups: Readonly<Record<string, string>> = found.groups ?? {};
    const params = Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)] as const);
    return { route, params: Object.fromEntries(params) };
  }
  return unknownPath(request.url.pathname);
}

/** The permission that a route asks for, as Azure's roles name it. */
export function actionOf({ method, path }: Route): string {
  const [, ...providers] = path.split('/providers/');
  const [provider = 'Microsoft.Resources/subscriptions', ...rest] = (providers.at(-1) ?? '')
    .split('/')
    .filter((part) => part !== '' && !part.startsWith('{'));
  const verb = { GET: 'read', PUT: 'write', PATCH: 'write', POST: 'action', DELETE: 'delete' }[method];
  return [provider, ...rest, verb].join('/');
}

export function isReply(match: RouteMatch | SimReply): match is SimReply {
  return 'status' in match;
}

const patterns = [
  ...subscriptionRoutes,
  ...managementGroupRoutes,
  ...diagnosticRoutes,
  ...eventSubscriptionRoutes,
  ...workspaceRoutes,
  ...authorizationRoutes,
  ...securityRoutes,
  ...identityRoutes,
  ...trustedAccessRoutes,
  ...meshRoutes,
  ...clusterRoutes,
  ...agentPoolRoutes,
  ...registryRoutes,
  ...networkRoutes,
  ...surroundingRoutes,
].map((route: Route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`, 'i'),
}));
