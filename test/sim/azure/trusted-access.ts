import type { SimReply } from '../json-server.ts';
import { objectAt, parseObject, textAt, type JsonObject } from '../json.ts';
import { apiVersion, clusterPath, clusterType } from './clusters.ts';
import { addressOf, findObject } from './objects.ts';
import { operationUrl } from './operations.ts';
import { page } from './paging.ts';
import { badBody, childNotFound } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';
import { beginOperation } from './store.ts';

const bindings = `${clusterPath}/trustedAccessRoleBindings`;
const inLocation = '/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}';

/** Trusted access to clusters, as `@azure/arm-containerservice` asks for it. */
export const trustedAccessRoutes: readonly Route[] = [
  route('trustedAccessRoleBindings.list', 'GET', bindings, (it) => onCluster(it, () => page(it, bindingsOf(it)))),
  route('trustedAccessRoleBindings.get', 'GET', `${bindings}/{binding}`, (it) =>
    onCluster(it, () => {
      const body = askedOf(it);
      return body ? { status: 200, body } : childNotFound(it.params['binding'] ?? '');
    }),
  ),
  route('trustedAccessRoleBindings.createOrUpdate', 'PUT', `${bindings}/{binding}`, (it) =>
    onCluster(it, (cluster) => putBinding(it, cluster)),
  ),
  route('trustedAccessRoleBindings.delete', 'DELETE', `${bindings}/{binding}`, (it) =>
    onCluster(it, (cluster) => deleteBinding(it, cluster)),
  ),
  route('trustedAccessRoles.list', 'GET', `${inLocation}/trustedAccessRoles`, (it) =>
    page(it, it.subscription?.trustedAccessRoles ?? []),
  ),
];

function route(operation: string, method: Route['method'], path: string, answer: Route['answer']): Route {
  return { operation: `containerservice:${operation}`, method, path, apiVersion, answer };
}

function onCluster(request: ArmRequest, answer: (cluster: JsonObject) => SimReply): SimReply {
  const found = findObject(request, clusterType);
  return 'item' in found ? answer(found.item) : found.refused;
}

const bindingsOf = (request: ArmRequest): readonly JsonObject[] =>
  (request.subscription?.trustedAccess ?? []).filter((it) =>
    textAt(it, 'id')
      ?.toLowerCase()
      .startsWith(`${addressOf(request, clusterType)}/`.toLowerCase()),
  );

const askedOf = (request: ArmRequest): JsonObject | undefined =>
  bindingsOf(request).find((it) => textAt(it, 'name') === request.params['binding']);

function putBinding(request: ArmRequest, cluster: JsonObject): SimReply {
  const { subscription, params } = request;
  const sent = objectAt(parseObject(request.request.body) ?? {}, 'properties');
  const { sourceResourceId, roles } = sent;
  if (typeof sourceResourceId !== 'string' || !Array.isArray(roles) || roles.length === 0)
    return badBody('A trusted access role binding takes sourceResourceId and roles.');
  const name = params['binding'] ?? '';
  const type = 'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings';
  const id = `${textAt(cluster, 'id') ?? ''}/trustedAccessRoleBindings/${name}`;
  const body = { id, name, type, properties: { provisioningState: 'Succeeded', sourceResourceId, roles } };
  const stood = askedOf(request);
  if (subscription) subscription.trustedAccess = [...subscription.trustedAccess.filter((it) => it !== stood), body];
  return { status: stood ? 200 : 201, headers: begun(request, cluster, id), body };
}

function deleteBinding(request: ArmRequest, cluster: JsonObject): SimReply {
  const { subscription } = request;
  const stood = askedOf(request);
  if (!stood || !subscription) return { status: 204 };
  subscription.trustedAccess = subscription.trustedAccess.filter((it) => it !== stood);
  const headers = begun(request, cluster, textAt(stood, 'id') ?? '');
  return { status: 202, headers: { ...headers, location: headers['azure-asyncoperation'] } };
}

/** Starts the operation that the client waits for. */
function begun(
  { store, request, params, looks }: ArmRequest,
  cluster: JsonObject,
  id: string,
): { 'azure-asyncoperation': string } {
  const { name } = beginOperation(store, id, looks);
  const place = textAt(cluster, 'location') ?? '';
  const { provider } = clusterType;
  const url = operationUrl(request.url, params['subscription'] ?? '', provider, place, name, apiVersion);
  return { 'azure-asyncoperation': url };
}
