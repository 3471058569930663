import type { protos } from '@google-cloud/container';
import type { ActionMaker, ResourceOf, Wire } from '#model';
import { ShoalwatchError } from '#model';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { waitFor } from '../../../apply-wait.ts';
import { required } from '../../../pages.ts';
import type { GcpWriter } from '../../writer.ts';
import { componentNumbers } from './logging-facts.ts';
import { setPoolManagement, updatePoolMetadata, updatePoolNetwork } from './pool-actions.ts';
import type { gkeCluster } from './resource.ts';
import { setAddons, setLegacyAbac, setMasterAuth, setNetworkPolicy } from './set-actions.ts';
import {
  updateAuthorizedNetworks,
  updateBinaryAuthorization,
  updateDatabaseEncryption,
  updateDefaultPrivateNodes,
  updateLogging,
  updatePublicEndpoint,
  updateReleaseChannel,
  updateShieldedNodes,
  updateWorkloadIdentity,
} from './update-actions.ts';

type Wish = protos.google.container.v1.IClusterUpdate;
type Operation = protos.google.container.v1.IOperation;
type Send<R> = (at: GcpWriter, name: string, request: R) => Promise<[Operation, ...unknown[]]>;

/** The gate gives up sooner; this only lets go of a call that nobody waits for. */
const options = { timeout: 60_000, retry: null };

/** Every change of a cluster and its pools. */
export const clusterApplies = [
  ...[updateAuthorizedNetworks, updatePublicEndpoint].map((action) => wished(action)),
  wished(updateDefaultPrivateNodes),
  wished(updateWorkloadIdentity),
  wished(updateDatabaseEncryption),
  wished(updateShieldedNodes),
  wished(updateReleaseChannel),
  wished(updateBinaryAuthorization),
  sent(updateLogging, ({ clusters }, name, { enableComponents }) => {
    const numbers = enableComponents.map((it) => componentNumbers.get(it) ?? Number(it));
    const update = { desiredLoggingConfig: { componentConfig: { enableComponents: numbers } } };
    return clusters.updateCluster({ name, update }, options);
  }),
  sent(setLegacyAbac, ({ clusters }, name, request) => clusters.setLegacyAbac({ ...sendable(request), name }, options)),
  sent(setAddons, ({ clusters }, name, request) => clusters.setAddonsConfig({ ...sendable(request), name }, options)),
  sent(setNetworkPolicy, ({ clusters }, name, request) =>
    clusters.setNetworkPolicy({ ...sendable(request), name }, options),
  ),
  sent(setMasterAuth, ({ clusters }, name, request) => clusters.setMasterAuth({ ...sendable(request), name }, options)),
  sent(updatePoolNetwork, ({ clusters }, cluster, { nodePoolId, ...request }) =>
    clusters.updateNodePool({ ...sendable(request), name: poolName(cluster, nodePoolId) }, options),
  ),
  sent(updatePoolMetadata, ({ clusters }, cluster, { nodePoolId, ...request }) =>
    clusters.updateNodePool({ ...sendable(request), name: poolName(cluster, nodePoolId) }, options),
  ),
  sent(setPoolManagement, ({ clusters }, cluster, { nodePoolId, ...request }) =>
    clusters.setNodePoolManagement({ ...sendable(request), name: poolName(cluster, nodePoolId) }, options),
  ),
];

/** Sends an `UpdateCluster`. */
function wished<R extends Wire<Wish>>(action: ActionMaker<typeof gkeCluster, R>) {
  return sent(action, ({ clusters }, name, wish) =>
    clusters.updateCluster({ name, update: sendable<Wire<Wish>>(wish) }, options),
  );
}

/**
 * Sends a change and waits for its operation, before whose end the cluster stands as it was and takes no other change.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.operations
 */
function sent<R>(action: ActionMaker<typeof gkeCluster, R>, send: Send<R>) {
  return defineApply(action, async (at: GcpWriter, { id }: ResourceOf<typeof gkeCluster>, request: R) => {
    const name = id.replace('//container.googleapis.com/', '');
    const [begun] = await at.call('container.clusters.update', () => send(at, name, request));
    const own = required(begun.name, 'name');
    const operation = name.replace(/clusters\/.*/, `operations/${own}`);
    await waitFor(`Operation ${own}`, at.clock, async () => {
      const [seen] = await at.call('container.operations.get', () =>
        at.clusters.getOperation({ name: operation }, options),
      );
      if (seen.status !== 'DONE') return false;
      if (seen.error) throw new ShoalwatchError('cloud', `The change of ${id} failed. ${seen.error.message ?? ''}`);
      return true;
    });
  });
}

const poolName = (cluster: string, pool: string): string => `${cluster}/nodePools/${pool}`;
