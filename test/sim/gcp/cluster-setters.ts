import { createHash } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { type Json, type JsonObject, objectAt, objectsAt, textAt, toJsonObject } from '../json.ts';
import { changeCluster, type GrpcMethod, type GrpcStatus, inProject, isStatus } from './cluster-answers.ts';
import { merged } from './cluster-wishes.ts';

/** The calls that set one thing of a cluster or of one of its pools. */
export const clusterSetters: Readonly<Record<string, GrpcMethod>> = {
  SetLegacyAbac: setter('SET_LABELS', (cluster, { enabled }) => ({
    ...cluster,
    legacyAbac: { enabled: enabled ?? false },
  })),
  SetAddonsConfig: setter('UPDATE_CLUSTER', (cluster, { addonsConfig }) => ({
    ...cluster,
    ...merged(cluster, { addonsConfig: addonsConfig ?? null }),
  })),
  SetNetworkPolicy: setter('UPDATE_CLUSTER', (cluster, { networkPolicy }) => ({ ...cluster, networkPolicy })),
  SetMasterAuth: setter('SET_MASTER_AUTH', setMasterAuth),
  SetMaintenancePolicy: setter('UPDATE_CLUSTER', setMaintenancePolicy),
  SetLabels: setter('SET_LABELS', setLabels),
  UpdateNodePool: setter('UPDATE_CLUSTER', (cluster, request) =>
    ofPool(cluster, poolNamed(request), (pool) => updatedPool(pool, request)),
  ),
  SetNodePoolManagement: setter('SET_NODE_POOL_MANAGEMENT', (cluster, request) =>
    ofPool(cluster, poolNamed(request), (pool) => ({ ...pool, management: request['management'] })),
  ),
};

type Change = (cluster: JsonObject, request: JsonObject) => Readonly<Record<string, Json | undefined>> | GrpcStatus;

function setter(verb: string, change: Change): GrpcMethod {
  return {
    permission: 'container.clusters.update',
    polled: true,
    answer(store, request) {
      const name = (textAt(request, 'name') ?? '').replace(/\/nodePools\/.*$/, '');
      return inProject(store, request, (project) =>
        changeCluster(store, project, name, verb, (cluster) => {
          const changed = change(cluster, request);
          return isStatus(changed) ? changed : toJsonObject(changed);
        }),
      );
    },
  };
}

/** An empty name takes the static user away, with its password. */
function setMasterAuth(cluster: JsonObject, request: JsonObject): ReturnType<Change> {
  if (request['action'] !== 'SET_USERNAME' || (textAt(request, 'update', 'username') ?? '') !== '')
    return { code: status.INVALID_ARGUMENT, details: 'Basic authentication can only be turned off.' };
  const { username: _username, password: _password, ...rest } = objectAt(cluster, 'masterAuth');
  return { ...cluster, masterAuth: rest };
}

/**
 * The whole policy is replaced, and its version is a hash of it. No document names the code of the refusal of another
 * version: it is taken to be that of an etag.
 */
function setMaintenancePolicy(cluster: JsonObject, request: JsonObject): ReturnType<Change> {
  const { resourceVersion, ...policy } = objectAt(request, 'maintenancePolicy');
  if (resourceVersion !== undefined && resourceVersion !== textAt(cluster, 'maintenancePolicy', 'resourceVersion'))
    return { code: status.ABORTED, details: 'The maintenance policy has another resource version.' };
  const hash = createHash('sha256').update(JSON.stringify(policy)).digest('hex');
  return { ...cluster, maintenancePolicy: { ...policy, resourceVersion: hash.slice(0, 8) } };
}

/**
 * All labels are replaced, and the fingerprint is a hash of them. No document names the code of the refusal of another
 * fingerprint: it is taken to be that of an etag.
 */
function setLabels(cluster: JsonObject, { resourceLabels = {}, labelFingerprint }: JsonObject): ReturnType<Change> {
  if (labelFingerprint !== textAt(cluster, 'labelFingerprint'))
    return { code: status.ABORTED, details: 'Labels fingerprint either invalid or resource labels have changed.' };
  const hash = createHash('sha256').update(JSON.stringify(resourceLabels)).digest('hex');
  return { ...cluster, resourceLabels, labelFingerprint: hash.slice(0, 8) };
}

/** A pool keeps what the request does not name; its nodes are made anew. */
function updatedPool(
  pool: JsonObject,
  { nodeNetworkConfig, workloadMetadataConfig, kubeletConfig }: JsonObject,
): JsonObject {
  return toJsonObject({
    ...pool,
    ...(nodeNetworkConfig && merged(pool, { networkConfig: nodeNetworkConfig })),
    ...(workloadMetadataConfig && merged(pool, { config: { workloadMetadataConfig } })),
    ...(kubeletConfig && merged(pool, { config: { kubeletConfig } })),
  });
}

const poolNamed = (request: JsonObject): string | undefined => textAt(request, 'name')?.split('/').at(-1);

/** A cluster with a change of one of its pools. */
export function ofPool(
  cluster: JsonObject,
  name: Json | undefined,
  change: (pool: JsonObject) => Readonly<Record<string, Json | undefined>>,
): ReturnType<Change> {
  const pools = objectsAt(cluster, 'nodePools');
  if (!pools.some((pool) => pool['name'] === name))
    return { code: status.NOT_FOUND, details: `Not found: node pool ${JSON.stringify(name)}.` };
  return {
    ...cluster,
    nodePools: pools.map((pool) => (pool['name'] === name ? toJsonObject(change(pool)) : pool)),
  };
}
