import type { SimReply } from '../json-server.ts';
import { objectAt, parseObject, textAt } from '../json.ts';
import { addressOf, type ArmType, findObject, listAll } from './objects.ts';
import { armError, badBody, childNotFound } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';
import { beginOperation, lookAt, tableOf, withState } from './store.ts';

const apiVersion = '2025-11-01';
const type: ArmType = { kind: 'registries', provider: 'Microsoft.ContainerRegistry' };
const inSubscription = '/subscriptions/{subscription}/providers/Microsoft.ContainerRegistry/registries';
const one =
  '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerRegistry/registries/{name}';

/** Microsoft.ContainerRegistry, as `@azure/arm-containerregistry` asks for it. */
export const registryRoutes: readonly Route[] = [
  route('registries.list', 'GET', inSubscription, (it) => listAll(it, type)),
  route('registries.get', 'GET', one, getRegistry),
  route('registries.update', 'PATCH', one, patchRegistry),
  route('operations.get', 'GET', `${one}/operationStatuses/{operation}`, getOperation),
];

function route(operation: string, method: Route['method'], path: string, answer: Route['answer']): Route {
  return { operation: `containerregistry:${operation}`, method, path, apiVersion, answer };
}

function getRegistry(request: ArmRequest): SimReply {
  const found = findObject(request, type);
  return 'item' in found ? { status: 200, body: found.item } : found.refused;
}

/** Changes what was sent and nothing else. The new values are visible at once, in state Updating. */
function patchRegistry(request: ArmRequest): SimReply {
  const body = parseObject(request.request.body);
  if (!body) return badBody('The request content was invalid and could not be deserialized.');
  const found = findObject(request, type);
  if (!('item' in found)) return found.refused;
  const { properties, ...envelope } = body;
  const sent = properties === undefined ? {} : objectAt(body, 'properties');
  if (sent['anonymousPullEnabled'] === true && textAt(found.item, 'sku', 'name') === 'Basic')
    return armError(400, 'SkuNotSupported', 'Anonymous pull is not supported for the registry SKU Basic.');
  const changed = { ...found.item, ...envelope, properties: { ...objectAt(found.item, 'properties'), ...sent } };
  const id = addressOf(request, type);
  const item = withState(changed, request.looks > 0 ? 'Updating' : 'Succeeded');
  if (request.subscription) tableOf(request.subscription, type.kind).set(id.toLowerCase(), item);
  const operation = beginOperation(request.store, id, request.looks);
  const status = `${request.request.url.origin}${id}/operationStatuses/${operation.name}?api-version=${apiVersion}`;
  return { status: 201, headers: { 'azure-asyncoperation': status }, body: item };
}

function getOperation({ store, subscription, params }: ArmRequest): SimReply {
  const operation = store.operations.get(params['operation'] ?? '');
  if (!operation || !subscription) return childNotFound(params['operation'] ?? '');
  const running = lookAt(store, operation.resourceId);
  const item = tableOf(subscription, type.kind).get(operation.resourceId);
  if (!running && item) tableOf(subscription, type.kind).set(operation.resourceId, withState(item, 'Succeeded'));
  return { status: 200, body: { id: operation.name, status: running ? 'Updating' : 'Succeeded' } };
}
