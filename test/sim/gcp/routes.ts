import type { PageFault, SimReply, SimRequest } from '../json-server.ts';
import { binaryAuthorizationRoutes } from './binary-authorization.ts';
import { computeRoutes } from './compute.ts';
import { containerAnalysisRoutes } from './container-analysis.ts';
import type { GcpService } from './estate.ts';
import { iamRoutes } from './iam.ts';
import { loggingRoutes } from './logging.ts';
import { unknownPath } from './refuse.ts';
import { resourceManagerRoutes } from './resource-manager.ts';
import { subnetworkRoutes } from './subnetworks.ts';
import type { GcpProject, GcpStore } from './store.ts';

/** One REST operation. `{names}` in the path are parameters. */
export interface Route {
  readonly service: GcpService;
  readonly operation: string;
  /** The IAM permission that the call needs. */
  readonly permission: string;
  readonly method: 'GET' | 'PATCH' | 'POST';
  readonly path: string;
  /** Each attempt is a call of its own: waiting for an operation is not retrying. */
  readonly polled?: true;
  /** A POST that changes nothing. */
  readonly asks?: true;
  answer(call: GcpCall): SimReply;
}

export interface GcpCall {
  readonly store: GcpStore;
  /** The project in the path; routes without one get none. */
  readonly project: GcpProject | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly request: SimRequest;
  readonly fault: PageFault | undefined;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export function matchRoute({ method, url }: SimRequest): RouteMatch | SimReply {
  for (const { route, pattern } of patterns) {
    const found = method === route.method ? pattern.exec(url.pathname) : null;
    if (!found) continue;
    const groups: Readonly<Record<string, string>> = found.groups ?? {};
    const params = Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)] as const);
    return { route, params: Object.fromEntries(params) };
  }
  return unknownPath(url.pathname);
}

const routes = [
  ...binaryAuthorizationRoutes,
  ...computeRoutes,
  ...containerAnalysisRoutes,
  ...iamRoutes,
  ...loggingRoutes,
  ...resourceManagerRoutes,
  ...subnetworkRoutes,
];
const patterns = routes.map((route: Route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));
