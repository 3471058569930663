import type { protos } from '@google-cloud/container';
import type { ActionMaker, ResourceOf, Wire, Work } from '#model';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { inTurn } from '../../../apply-turn.ts';
import { endedBy, waitForWork } from '../../../apply-wait.ts';
import { required } from '../../../pages.ts';
import { isBusy } from '../../apply-refusal.ts';
import type { GcpWriter } from '../../writer.ts';
import { updateDnsEndpoint } from './actions.ts';
import { updateAuthenticatorGroups, updateBackupAgent, updateSecretManager } from './addon-actions.ts';
import { updateAutoKubelet, updatePrivilegedAdmission, updateWorkloadPolicy } from './autopilot-actions.ts';
import { updateAnonymousAuthentication, updateBindingRules } from './caller-actions.ts';
import { updatePoolImage } from './image-actions.ts';
import { setLabels } from './label-actions.ts';
import { componentNumbers } from './logging-facts.ts';
import { setMaintenanceExclusions } from './maintenance-actions.ts';
import { updateMonitoring } from './monitoring-actions.ts';
import { measuredNumbers } from './monitoring-facts.ts';
import { updateInTransitEncryption, updateIntranodeVisibility, updateServiceExternalIps } from './network-actions.ts';
import { updateNotifications } from './notification-actions.ts';
import { setPoolManagement, updatePoolKubelet, updatePoolMetadata, updatePoolNetwork } from './pool-actions.ts';
import { updateSecurityPosture } from './posture-actions.ts';
import { parsed, printed } from './printed.ts';
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
type Kubelet = protos.google.container.v1.INodeKubeletConfig;
type Operation = protos.google.container.v1.IOperation;
type Cluster = typeof gkeCluster.config;
type Policy = protos.google.container.v1.IMaintenancePolicy;
type Send<R> = (at: GcpWriter, name: string, request: R, stands: Cluster) => Promise<[Operation, ...unknown[]]>;

/** The gate gives up sooner; this only lets go of a call that nobody waits for. */
const options = { timeout: 60_000, retry: null };

/** Every change of a cluster and its pools. */
export const clusterApplies = [
  ...[updateAuthorizedNetworks, updatePublicEndpoint, updateDnsEndpoint].map((action) => wished(action)),
  wished(updateDefaultPrivateNodes),
  wished(updateWorkloadIdentity),
  wished(updateDatabaseEncryption),
  wished(updateShieldedNodes),
  wished(updateReleaseChannel),
  wished(updateBinaryAuthorization),
  wished(updateAnonymousAuthentication),
  wished(updateBindingRules),
  wished(updateIntranodeVisibility),
  wished(updateServiceExternalIps),
  wished(updateInTransitEncryption),
  wished(updatePoolImage),
  wished(updateNotifications),
  wished(updateSecurityPosture),
  wished(updatePrivilegedAdmission),
  wished(updateWorkloadPolicy),
  wished(updateAutoKubelet),
  wished(updateSecretManager),
  wished(updateAuthenticatorGroups),
  wished(updateBackupAgent),
  sent(updateLogging, ({ clusters }, name, { enableComponents }) => {
    const numbers = enableComponents.map((it) => componentNumbers.get(it) ?? Number(it));
    const update = { desiredLoggingConfig: { componentConfig: { enableComponents: numbers } } };
    return clusters.updateCluster({ name, update }, options);
  }),
  sent(updateMonitoring, ({ clusters }, name, { desiredMonitoringConfig: { componentConfig, ...rest } }) => {
    const numbers = (componentConfig?.enableComponents ?? []).map((it) => measuredNumbers.get(it) ?? Number(it));
    const listed = componentConfig && { componentConfig: { enableComponents: numbers } };
    return clusters.updateCluster(
      { name, update: { desiredMonitoringConfig: { ...sendable(rest), ...listed } } },
      options,
    );
  }),
  sent(setLegacyAbac, ({ clusters }, name, request) => clusters.setLegacyAbac({ ...sendable(request), name }, options)),
  sent(setAddons, ({ clusters }, name, request) => clusters.setAddonsConfig({ ...sendable(request), name }, options)),
  sent(setNetworkPolicy, ({ clusters }, name, request) =>
    clusters.setNetworkPolicy({ ...sendable(request), name }, options),
  ),
  sent(setMasterAuth, ({ clusters }, name, request) => clusters.setMasterAuth({ ...sendable(request), name }, options)),
  sent(setMaintenanceExclusions, ({ clusters }, name, { maintenanceExclusions }, { maintenancePolicy: stands }) => {
    const resourceVersion = required(stands?.resourceVersion, 'maintenancePolicy.resourceVersion');
    const policy = { ...stands, resourceVersion, window: { ...stands?.window, maintenanceExclusions } };
    const maintenancePolicy = parsed<Policy>('MaintenancePolicy', policy);
    return clusters.setMaintenancePolicy({ name, maintenancePolicy }, options);
  }),
  sent(setLabels, ({ clusters }, name, request, { labelFingerprint: stands }) => {
    const labelFingerprint = required(stands, 'labelFingerprint');
    return clusters.setLabels({ ...sendable(request), name, labelFingerprint }, options);
  }),
  sent(updatePoolNetwork, ({ clusters }, cluster, { nodePoolId, ...request }) =>
    clusters.updateNodePool({ ...sendable(request), name: poolName(cluster, nodePoolId) }, options),
  ),
  sent(updatePoolMetadata, ({ clusters }, cluster, { nodePoolId, ...request }) =>
    clusters.updateNodePool({ ...sendable(request), name: poolName(cluster, nodePoolId) }, options),
  ),
  sent(updatePoolKubelet, ({ clusters }, cluster, { nodePoolId, kubeletConfig }) =>
    clusters.updateNodePool(
      { kubeletConfig: parsed<Kubelet>('NodeKubeletConfig', kubeletConfig ?? {}), name: poolName(cluster, nodePoolId) },
      options,
    ),
  ),
  sent(setPoolManagement, ({ clusters }, cluster, { nodePoolId, ...request }) =>
    clusters.setNodePoolManagement({ ...sendable(request), name: poolName(cluster, nodePoolId) }, options),
  ),
];

/** Sends an `UpdateCluster`. */
function wished<R extends Wire<Wish>>(action: ActionMaker<typeof gkeCluster, R>) {
  return sent(action, ({ clusters }, name, wish) =>
    clusters.updateCluster({ name, update: parsed<Wish>('ClusterUpdate', wish) }, options),
  );
}

/**
 * Sends a change when no other operation of the cluster is under way, and waits for its own, before whose end the cluster
 * stands as it was and takes no other change.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.operations
 */
function sent<R>(action: ActionMaker<typeof gkeCluster, R>, send: Send<R>) {
  return defineApply(
    action,
    async (at: GcpWriter, { id, config }: ResourceOf<typeof gkeCluster>, request: R) => {
      const name = nameIn(id);
      const look = async () => {
        const [now] = await at.call('container.clusters.get', () => at.clusters.getCluster({ name }, options));
        return printed('Cluster', now);
      };
      const turn = { clock: at.clock, what: name, isBusy, isChanging, writes: action.writes, config, look };
      const [begun] = await inTurn(turn, () =>
        at.call('container.clusters.update', () => send(at, name, request, config)),
      );
      const work = required(begun.name, 'name');
      at.requests.push(work);
      await waitForWork(`Operation ${work}`, { clock: at.clock, work, look: () => operationAt(at, id, work) });
    },
    (at, { id }, work) => operationAt(at, id, work),
  );
}

async function operationAt(at: GcpWriter, id: string, operation: string): Promise<Work> {
  const name = nameIn(id).replace(/clusters\/.*/, `operations/${operation}`);
  const [seen] = await at.call('container.operations.get', () => at.clusters.getOperation({ name }, options));
  if (seen.status !== 'DONE') return { is: 'under-way' };
  const { error } = seen;
  if (!error) return { is: 'done' };
  return endedBy(String(error.code ?? ''), `The change of ${id} failed. ${error.message ?? ''}`);
}

const nameIn = (id: string): string => id.replace('//container.googleapis.com/', '');

/** Operations on pools leave the cluster RUNNING; they are refused like all others. */
const isChanging = ({ status }: Cluster): boolean => status === 'RECONCILING';

const poolName = (cluster: string, pool: string): string => `${cluster}/nodePools/${pool}`;
