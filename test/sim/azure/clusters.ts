import type { SimReply } from '../json-server.ts';
import { isObject, type JsonObject, objectAt, objectsAt, parseObject, textAt } from '../json.ts';
import { addressOf, type ArmType, findObject, listAll } from './objects.ts';
import { operationRoute, operationUrl } from './operations.ts';
import { page } from './paging.ts';
import { armError, badBody, linkedDenied, preconditionFailed } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';
import { agentPoolsOf, beginOperation, isBusy, lookAt, nextTag, tableOf, withState } from './store.ts';

export const apiVersion = '2026-06-01';
export const clusterType: ArmType = { kind: 'managedClusters', provider: 'Microsoft.ContainerService' };
const inSubscription = '/subscriptions/{subscription}/providers/Microsoft.ContainerService/managedClusters';
const versions =
  '/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}/kubernetesVersions';
export const clusterPath =
  '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerService/managedClusters/{name}';

/** Microsoft.ContainerService, as `@azure/arm-containerservice` asks for it. */
export const clusterRoutes: readonly Route[] = [
  route('managedClusters.list', 'GET', inSubscription, listClusters),
  route('managedClusters.get', 'GET', clusterPath, getCluster),
  route('managedClusters.createOrUpdate', 'PUT', clusterPath, putCluster),
  route(
    'managedClusters.listClusterUserCredentials',
    'POST',
    `${clusterPath}/listClusterUserCredential`,
    userCredentials,
  ),
  route('agentPools.list', 'GET', `${clusterPath}/agentPools`, listPools),
  route('managedClusters.listKubernetesVersions', 'GET', versions, listVersions),
  operationRoute('containerservice', 'Microsoft.ContainerService', apiVersion),
];

function route(operation: string, method: Route['method'], path: string, answer: Route['answer']): Route {
  return { operation: `containerservice:${operation}`, method, path, apiVersion, answer };
}

function listClusters(request: ArmRequest): SimReply {
  for (const { resourceId } of request.store.operations.values()) look(request, resourceId);
  return listAll(request, clusterType);
}

function getCluster(request: ArmRequest): SimReply {
  look(request, addressOf(request, clusterType));
  const found = findObject(request, clusterType);
  return 'item' in found ? { status: 200, body: found.item } : found.refused;
}

function listPools(request: ArmRequest): SimReply {
  const found = findObject(request, clusterType);
  return 'item' in found ? page(request, agentPoolsOf(found.item)) : found.refused;
}

function listVersions({ subscription }: ArmRequest): SimReply {
  return { status: 200, body: { values: subscription?.kubernetesVersions ?? [] } };
}

function userCredentials(request: ArmRequest): SimReply {
  const found = findObject(request, clusterType);
  if (!('item' in found)) return found.refused;
  const text = request.subscription?.kubeconfigs.get(addressOf(request, clusterType).toLowerCase()) ?? '';
  return { status: 200, body: { kubeconfigs: [{ name: 'clusterUser', value: Buffer.from(text).toString('base64') }] } };
}

/**
 * Replaces what the body may set and keeps what only the service sets. The new values are visible at once, in
 * state Updating, which the next looks turn into Succeeded.
 */
function putCluster(request: ArmRequest): SimReply {
  const { subscription, store, params, looks } = request;
  const body = parseObject(request.request.body);
  if (!body) return badBody('The request content was invalid and could not be deserialized.');
  const found = findObject(request, clusterType);
  if (!('item' in found) || !subscription) return 'item' in found ? badBody('no subscription') : found.refused;
  const refused = checkSubnets(request, body) ?? checkTag(request, found.item) ?? checkIdle(request);
  if (refused) return refused;
  const item = withState({ ...merged(found.item, body), eTag: nextTag(store) }, looks > 0 ? 'Updating' : 'Succeeded');
  tableOf(subscription, clusterType.kind).set(addressOf(request, clusterType).toLowerCase(), item);
  if (looks === 0) return { status: 200, body: item };
  const operation = beginOperation(store, addressOf(request, clusterType), looks);
  const location = textAt(item, 'location') ?? '';
  const url = operationUrl(
    request.request.url,
    params['subscription'] ?? '',
    clusterType.provider,
    location,
    operation.name,
    apiVersion,
  );
  return { status: 200, headers: { 'azure-asyncoperation': url }, body: item };
}

/** Members that the service alone writes, by their paths: a PUT neither sets nor clears them. Pools keep theirs by name. */
const readOnly = [
  'provisioningState',
  'powerState',
  'currentKubernetesVersion',
  'maxAgentPools',
  'fqdn',
  'privateFQDN',
  'azurePortalFQDN',
  'nodeResourceGroup',
  'resourceUID',
  'status',
  'oidcIssuerProfile.issuerURL',
];
export const readOnlyOfPools = ['eTag', 'provisioningState', 'currentOrchestratorVersion', 'status'];
const readOnlyOfIdentity = ['principalId', 'tenantId'];

function merged(stored: JsonObject, body: JsonObject): JsonObject {
  const { id, name, type: typeName, systemData } = stored;
  const was = objectAt(stored, 'properties');
  const pools = objectsAt(was, 'agentPoolProfiles');
  const sent = objectsAt(body, 'properties', 'agentPoolProfiles').map((pool) =>
    keeping(readOnlyOfPools, pools.find((it) => it['name'] === pool['name']) ?? {}, pool),
  );
  const properties = named(keeping(readOnly, was, objectAt(body, 'properties')), textAt(body, 'location'));
  const identity = keeping(readOnlyOfIdentity, objectAt(stored, 'identity'), objectAt(body, 'identity'));
  return {
    ...body,
    ...('identity' in body && { identity }),
    ...{ id, name, type: typeName, systemData },
    properties: { ...properties, ...(sent.length > 0 && { agentPoolProfiles: sent }) },
  };
}

/**
 * The public name of a private cluster goes when it is turned off, and one is made when it is turned on.
 * @see https://learn.microsoft.com/azure/aks/private-clusters
 */
function named(properties: JsonObject, location = ''): JsonObject {
  const access = objectAt(properties, 'apiServerAccessProfile');
  const isPublic = access['enablePrivateClusterPublicFQDN'];
  if (access['enablePrivateCluster'] !== true || typeof isPublic !== 'boolean') return properties;
  const made = `${textAt(properties, 'dnsPrefix') ?? ''}-1.hcp.${location}.azmk8s.io`;
  const { fqdn = made, ...rest } = properties;
  return isPublic ? { ...rest, fqdn } : rest;
}

/** What was sent, with what was stored at these paths. A parent that was not sent takes its members with it. */
export function keeping(paths: readonly string[], stored: JsonObject, sent: JsonObject): JsonObject {
  return paths.reduce((left, path) => kept(left, stored, path.split('.')), sent);
}

function kept(sent: JsonObject, stored: JsonObject, [step = '', ...rest]: readonly string[]): JsonObject {
  const { [step]: own, ...others } = sent;
  if (rest.length === 0) return stored[step] === undefined ? others : { ...others, [step]: stored[step] };
  return isObject(own) ? { ...sent, [step]: kept(own, objectAt(stored, step), rest) } : sent;
}

/**
 * Who writes a cluster has to be allowed to join the subnets that it names.
 * @see https://learn.microsoft.com/azure/aks/aks-service-permissions
 */
function checkSubnets(request: ArmRequest, body: JsonObject): SimReply | undefined {
  const { caller } = request;
  const action = 'Microsoft.Network/virtualNetworks/subnets/join/action';
  const [scope] = objectsAt(body, 'properties', 'agentPoolProfiles').flatMap((it) => textAt(it, 'vnetSubnetID') ?? []);
  if (scope === undefined || caller?.may?.(action) !== false) return undefined;
  const write = 'Microsoft.ContainerService/managedClusters/write';
  return linkedDenied(caller.name, { action: write, scope: addressOf(request, clusterType) }, { action, scope });
}

export function checkTag({ request }: ArmRequest, stored: JsonObject): SimReply | undefined {
  const wanted = request.headers['if-match'];
  if (wanted !== undefined && wanted !== '*' && wanted !== textAt(stored, 'eTag')) return preconditionFailed(wanted);
  const unwanted = request.headers['if-none-match'];
  return unwanted === '*' ? preconditionFailed(unwanted) : undefined;
}

export function checkIdle(request: ArmRequest): SimReply | undefined {
  if (!isBusy(request.store, addressOf(request, clusterType))) return undefined;
  const message =
    'Operation is not allowed because there is an in progress update managed cluster operation on the cluster.';
  return armError(409, 'OperationNotAllowed', message);
}

/** A look brings a running update one step on and, at its end, the cluster into state Succeeded. */
export function look({ store, subscription }: ArmRequest, id: string): void {
  const key = id.toLowerCase();
  const item = subscription && tableOf(subscription, clusterType.kind).get(key);
  if (!item || !isBusy(store, key) || lookAt(store, key)) return;
  tableOf(subscription, clusterType.kind).set(key, withState(item, 'Succeeded'));
}
