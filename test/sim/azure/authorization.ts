import type { SimReply } from '../json-server.ts';
import { textAt, type JsonObject } from '../json.ts';
import { page } from './paging.ts';
import { armError, badBody } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';

const apiVersion = '2022-04-01';
const provider = '/providers/Microsoft.Authorization';
const subscription = '/subscriptions/{subscription}';
const group = `${subscription}/resourceGroups/{group}`;
const object = `${group}/providers/{space}/{kind}/{object}`;

/** Microsoft.Authorization, as `@azure/arm-authorization` asks for it. */
export const authorizationRoutes: readonly Route[] = [
  route('roleAssignments.listForSubscription', `${subscription}${provider}/roleAssignments`, listAssignments),
  route('roleDefinitions.list', `${subscription}${provider}/roleDefinitions`, (request) =>
    page(request, request.subscription?.roleDefinitions ?? []),
  ),
  ...[subscription, group, object].map((scope) =>
    route('roleAssignments.getById', `${scope}${provider}/roleAssignments/{name}`, getAssignment),
  ),
];

function route(operation: string, path: string, answer: Route['answer']): Route {
  return { operation: `authorization:${operation}`, method: 'GET', path, apiVersion, answer };
}

/** Without a filter what is assigned at, above and below the subscription; `atScope()` leaves out what is below. */
function listAssignments(request: ArmRequest): SimReply {
  const filter = request.request.url.searchParams.get('$filter');
  const all = request.subscription?.roleAssignments ?? [];
  if (filter === null) return page(request, all);
  if (filter !== 'atScope()') return badBody(`The filter '${filter}' is not supported.`);
  return page(
    request,
    all.filter((it) => !/^\/subscriptions\/[^/]+\/./i.test(textAt(it, 'properties', 'scope') ?? '')),
  );
}

function getAssignment({ request, subscription: held, params }: ArmRequest): SimReply {
  const path = decodeURIComponent(request.url.pathname).toLowerCase();
  const isIt = (it: JsonObject): boolean => textAt(it, 'id')?.toLowerCase() === path;
  const found = held?.roleAssignments.find(isIt);
  const message = `The role assignment '${params['name'] ?? ''}' is not found.`;
  return found ? { status: 200, body: found } : armError(404, 'RoleAssignmentNotFound', message);
}
