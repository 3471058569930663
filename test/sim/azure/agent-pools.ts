import type { SimReply } from '../json-server.ts';
import { objectAt, objectsAt, parseObject, textAt, type JsonObject } from '../json.ts';
import {
  apiVersion,
  checkIdle,
  checkTag,
  clusterPath,
  clusterType,
  keeping,
  look,
  readOnlyOfPools,
} from './clusters.ts';
import { addressOf, findObject } from './objects.ts';
import { operationUrl } from './operations.ts';
import { badBody, childNotFound } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';
import { agentPoolsOf, beginOperation, nextTag, tableOf } from './store.ts';

const path = `${clusterPath}/agentPools/{pool}`;

/** The pools of a cluster as resources of their own, as `@azure/arm-containerservice` asks for them. */
export const agentPoolRoutes: readonly Route[] = [
  { operation: 'containerservice:agentPools.get', method: 'GET', path, apiVersion, answer: getPool },
  { operation: 'containerservice:agentPools.createOrUpdate', method: 'PUT', path, apiVersion, answer: putPool },
];

function getPool(request: ArmRequest): SimReply {
  look(request, addressOf(request, clusterType));
  const found = findObject(request, clusterType);
  return 'item' in found ? poolOf(request, found.item) : found.refused;
}

/**
 * Replaces what the body may set of a pool and keeps what only the service sets. The new values are visible at once, in
 * state Updating, which the next looks turn into Succeeded. Cluster and pool have another ETag then.
 */
function putPool(request: ArmRequest): SimReply {
  const { subscription, store, params, looks } = request;
  const body = parseObject(request.request.body);
  if (!body) return badBody('The request content was invalid and could not be deserialized.');
  const found = findObject(request, clusterType);
  if (!('item' in found) || !subscription) return 'item' in found ? badBody('no subscription') : found.refused;
  const pools = objectsAt(found.item, 'properties', 'agentPoolProfiles');
  const stored = pools.find(({ name }) => name === params['pool']);
  if (!stored) return childNotFound(params['pool'] ?? '');
  const refused = checkTag(request, stored) ?? checkIdle(request);
  if (refused) return refused;
  const provisioningState = looks > 0 ? 'Updating' : 'Succeeded';
  const sent = keeping(readOnlyOfPools, stored, objectAt(body, 'properties'));
  const pool = { ...sent, name: stored['name'] ?? null, eTag: nextTag(store), provisioningState };
  const agentPoolProfiles = pools.map((it) => (it === stored ? pool : it));
  const properties = { ...objectAt(found.item, 'properties'), agentPoolProfiles };
  const item: JsonObject = { ...found.item, eTag: nextTag(store), properties };
  const address = addressOf(request, clusterType);
  tableOf(subscription, clusterType.kind).set(address.toLowerCase(), item);
  const reply = poolOf(request, item);
  if (looks === 0) return reply;
  const { name } = beginOperation(store, address, looks);
  const place = textAt(item, 'location') ?? '';
  const { url } = request.request;
  const status = operationUrl(url, params['subscription'] ?? '', clusterType.provider, place, name, apiVersion);
  return { ...reply, headers: { 'azure-asyncoperation': status } };
}

function poolOf({ params }: ArmRequest, cluster: JsonObject): SimReply {
  const pool = agentPoolsOf(cluster).find(({ name }) => name === params['pool']);
  return pool ? { status: 200, body: pool } : childNotFound(params['pool'] ?? '');
}
