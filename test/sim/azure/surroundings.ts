import type { SimReply } from '../json-server.ts';
import { type JsonObject, objectAt, parseObject, textAt } from '../json.ts';
import { page } from './paging.ts';
import { findObject, listAll, type ArmType } from './objects.ts';
import { armError, badBody, childNotFound, resourceNotFound } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';
import { beginOperation, lookAt, tableOf, withState } from './store.ts';

const versions = { network: '2026-01-01', compute: '2026-03-02', registry: '2025-11-01', vault: '2023-07-01' } as const;
const inSubscription = '/subscriptions/{subscription}/providers';
const inGroup = '/subscriptions/{subscription}/resourceGroups/{group}/providers';
const registry = `${inGroup}/Microsoft.ContainerRegistry/registries/{name}`;
const vault = `${inGroup}/Microsoft.KeyVault/vaults/{name}`;
const registries: ArmType = { kind: 'registries', provider: 'Microsoft.ContainerRegistry' };
const watchers: ArmType = { kind: 'networkWatchers', provider: 'Microsoft.Network' };
const gateways: ArmType = { kind: 'applicationGateways', provider: 'Microsoft.Network' };
const snapshots: ArmType = { kind: 'snapshots', provider: 'Microsoft.Compute' };
const disks: ArmType = { kind: 'disks', provider: 'Microsoft.Compute' };
const vaults: ArmType = { kind: 'vaults', provider: 'Microsoft.KeyVault' };

/** What stands around clusters, as the clients of its providers ask for it. */
export const surroundingRoutes: readonly Route[] = [
  list('network:networkWatchers.listAll', watchers, versions.network),
  list('network:applicationGateways.listAll', gateways, versions.network),
  get('network:applicationGateways.get', gateways, versions.network),
  get('network:virtualNetworks.get', { kind: 'virtualNetworks', provider: 'Microsoft.Network' }, versions.network),
  get('network:publicIPAddresses.get', { kind: 'publicIPAddresses', provider: 'Microsoft.Network' }, versions.network),
  {
    operation: 'network:flowLogs.list',
    method: 'GET',
    path: `${inGroup}/Microsoft.Network/networkWatchers/{name}/flowLogs`,
    apiVersion: versions.network,
    answer: (it) => listWithin(it, watchers, 'flowLogs'),
  },
  list('compute:snapshots.list', snapshots, versions.compute),
  get('compute:snapshots.get', snapshots, versions.compute),
  get('compute:disks.get', disks, versions.compute),
  {
    operation: 'containerregistry:tokens.list',
    method: 'GET',
    path: `${registry}/tokens`,
    apiVersion: versions.registry,
    answer: (it) => listWithin(it, registries, 'tokens'),
  },
  {
    operation: 'containerregistry:scopeMaps.list',
    method: 'GET',
    path: `${registry}/scopeMaps`,
    apiVersion: versions.registry,
    answer: (it) => listWithin(it, registries, 'scopeMaps'),
  },
  {
    operation: 'containerregistry:tokens.get',
    method: 'GET',
    path: `${registry}/tokens/{token}`,
    apiVersion: versions.registry,
    answer(it) {
      const token = tokenAt(it);
      return token ? { status: 200, body: token.item } : childNotFound(it.params['token'] ?? '');
    },
  },
  {
    operation: 'containerregistry:tokens.update',
    method: 'PATCH',
    path: `${registry}/tokens/{token}`,
    apiVersion: versions.registry,
    answer: patchToken,
  },
  {
    operation: 'containerregistry:tokens.operations.get',
    method: 'GET',
    path: `${registry}/tokens/{token}/operationStatuses/{operation}`,
    apiVersion: versions.registry,
    answer: getTokenOperation,
  },
  list('keyvault:vaults.listBySubscription', vaults, versions.vault),
  get('keyvault:vaults.get', vaults, versions.vault),
  {
    operation: 'keyvault:keys.get',
    method: 'GET',
    path: `${vault}/keys/{key}`,
    apiVersion: versions.vault,
    answer: (it) => getKey(it, `keys/${it.params['key'] ?? ''}`),
  },
  {
    operation: 'keyvault:keys.getVersion',
    method: 'GET',
    path: `${vault}/keys/{key}/versions/{version}`,
    apiVersion: versions.vault,
    answer: (it) => getKey(it, `keys/${it.params['key'] ?? ''}/versions/${it.params['version'] ?? ''}`),
  },
];

function list(operation: string, type: ArmType, apiVersion: string): Route {
  const path = `${inSubscription}/${type.provider}/${type.kind}`;
  return { operation, method: 'GET', path, apiVersion, answer: (it) => listAll(it, type) };
}

function get(operation: string, type: ArmType, apiVersion: string): Route {
  const path = `${inGroup}/${type.provider}/${type.kind}/{name}`;
  return { operation, method: 'GET', path, apiVersion, answer: (it) => getOne(it, type) };
}

function getOne(request: ArmRequest, type: ArmType): SimReply {
  const found = findObject(request, type);
  return 'item' in found ? { status: 200, body: found.item } : found.refused;
}

/** One page of what lies in an object; 404 where the object is not there. */
function listWithin(request: ArmRequest, whole: ArmType, kind: 'flowLogs' | 'tokens' | 'scopeMaps'): SimReply {
  const found = findObject(request, whole);
  if (!('item' in found) || !request.subscription) return 'item' in found ? childNotFound(kind) : found.refused;
  const prefix = `${textAt(found.item, 'id') ?? ''}/${kind}/`.toLowerCase();
  const held = [...tableOf(request.subscription, kind)];
  return page(
    request,
    held.filter(([id]) => id.startsWith(prefix)).map(([, item]) => item),
  );
}

/** What the Resource Manager tells of a key: never the key. */
function getKey(request: ArmRequest, path: string): SimReply {
  const found = findObject(request, vaults);
  if (!('item' in found)) return found.refused;
  const id = `${textAt(found.item, 'id') ?? ''}/${path}`;
  const key = request.subscription && tableOf(request.subscription, 'keys').get(id.toLowerCase());
  return key
    ? { status: 200, body: key }
    : resourceNotFound('Microsoft.KeyVault/vaults/keys', path, request.params['group'] ?? '');
}

function tokenAt(request: ArmRequest): { readonly id: string; readonly item: JsonObject } | undefined {
  const found = findObject(request, registries);
  if (!('item' in found) || !request.subscription) return undefined;
  const id = `${textAt(found.item, 'id') ?? ''}/tokens/${request.params['token'] ?? ''}`;
  const item = tableOf(request.subscription, 'tokens').get(id.toLowerCase());
  return item && { id, item };
}

/** Changes what was sent and nothing else, in a long-running operation. */
function patchToken(request: ArmRequest): SimReply {
  const body = parseObject(request.request.body);
  if (!body) return badBody('The request content was invalid and could not be deserialized.');
  const token = tokenAt(request);
  if (!token || !request.subscription) return childNotFound(request.params['token'] ?? '');
  const sent = objectAt(body, 'properties');
  const { status } = sent;
  if (status !== undefined && status !== 'enabled' && status !== 'disabled')
    return armError(400, 'InvalidTokenStatus', 'The status of a token is enabled or disabled.');
  const changed = { ...token.item, properties: { ...objectAt(token.item, 'properties'), ...sent } };
  const item = withState(changed, request.looks > 0 ? 'Updating' : 'Succeeded');
  tableOf(request.subscription, 'tokens').set(token.id.toLowerCase(), item);
  const operation = beginOperation(request.store, token.id, request.looks);
  const look = `${request.request.url.origin}${token.id}/operationStatuses/${operation.name}?api-version=${versions.registry}`;
  return { status: 201, headers: { 'azure-asyncoperation': look }, body: item };
}

function getTokenOperation({ store, subscription, params }: ArmRequest): SimReply {
  const operation = store.operations.get(params['operation'] ?? '');
  if (!operation || !subscription) return childNotFound(params['operation'] ?? '');
  const isRunning = lookAt(store, operation.resourceId);
  const tokens = tableOf(subscription, 'tokens');
  const item = tokens.get(operation.resourceId);
  if (!isRunning && item) tokens.set(operation.resourceId, withState(item, 'Succeeded'));
  return { status: 200, body: { id: operation.name, status: isRunning ? 'Updating' : 'Succeeded' } };
}
