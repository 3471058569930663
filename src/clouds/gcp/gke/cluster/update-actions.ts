import type { protos } from '@google-cloud/container';
import { defineAction, wire, type Action, type ActionMaker, type CannotPlan, type ResourceOf, type Wire } from '#model';
import { cannotPlan } from '#rule';
import { networksFor } from './endpoint-facts.ts';
import { whyUnwell } from './health-facts.ts';
import { loggedComponents, type Component } from './logging-facts.ts';
import { withoutDefaults } from '../../without-defaults.ts';
import { gkeCluster } from './resource.ts';

type Cluster = typeof gkeCluster.config;
type Wish = protos.google.container.v1.IClusterUpdate;
type Wished<K extends keyof Wish> = { readonly [P in K]: NonNullable<Wish[P]> };

/** What any change of a cluster takes, its operation included. */
export const clusterPermissions = ['container.clusters.get', 'container.clusters.update', 'container.operations.get'];

/** Replaces the networks that may call the API's IP endpoint, and turns their list on. */
export const updateAuthorizedNetworks = update<'desiredControlPlaneEndpointsConfig'>({
  name: 'gke.update-authorized-networks',
  writes: ['controlPlaneEndpointsConfig.ipEndpointsConfig.authorizedNetworksConfig', 'masterAuthorizedNetworksConfig'],
  become: ({ controlPlaneEndpointsConfig: old }, { desiredControlPlaneEndpointsConfig: wish }) => {
    const { enabled, ...given } = wish.ipEndpointsConfig?.authorizedNetworksConfig ?? {};
    const networks = { ...given, ...(enabled && { enabled }) };
    return {
      masterAuthorizedNetworksConfig: networks,
      controlPlaneEndpointsConfig: {
        ...old,
        ipEndpointsConfig: { ...old?.ipEndpointsConfig, authorizedNetworksConfig: networks },
      },
    };
  },
  back: ({ controlPlaneEndpointsConfig: old, masterAuthorizedNetworksConfig: older }) => {
    const authorizedNetworksConfig = { enabled: false, ...(old?.ipEndpointsConfig?.authorizedNetworksConfig ?? older) };
    return { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig } } };
  },
});

/** Lets only the given networks, and the private ones that come in already, call the API's IP endpoint. */
export function planGkeNetworks(
  cluster: ResourceOf<typeof gkeCluster>,
  allowedCidrs: readonly string[],
): readonly Action[] | CannotPlan {
  if (allowedCidrs.length === 0) return cannotPlan('allowedCidrs is empty: name the networks that may call');
  const ipEndpointsConfig = { authorizedNetworksConfig: networksFor(cluster.config, allowedCidrs) };
  return [updateAuthorizedNetworks(cluster, { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig } })];
}

/** Turns the public address of the API's IP endpoint on or off. */
export const updatePublicEndpoint = update<'desiredControlPlaneEndpointsConfig'>({
  name: 'gke.update-public-endpoint',
  writes: [
    'controlPlaneEndpointsConfig.ipEndpointsConfig.enablePublicEndpoint',
    'privateClusterConfig.enablePrivateEndpoint',
  ],
  become: ({ controlPlaneEndpointsConfig: old, privateClusterConfig }, wish) => {
    const { enablePublicEndpoint } = wish.desiredControlPlaneEndpointsConfig.ipEndpointsConfig ?? {};
    return {
      privateClusterConfig: withoutDefaults({
        ...privateClusterConfig,
        enablePrivateEndpoint: enablePublicEndpoint === false,
      }),
      controlPlaneEndpointsConfig: { ...old, ipEndpointsConfig: { ...old?.ipEndpointsConfig, enablePublicEndpoint } },
    };
  },
  back: ({ controlPlaneEndpointsConfig: old, privateClusterConfig }) => {
    const enablePublicEndpoint =
      old?.ipEndpointsConfig?.enablePublicEndpoint ?? privateClusterConfig?.enablePrivateEndpoint !== true;
    return { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { enablePublicEndpoint } } };
  },
});

/** Sets whether new pools have private nodes where they do not say. */
export const updateDefaultPrivateNodes = update<'desiredDefaultEnablePrivateNodes'>({
  name: 'gke.update-default-private-nodes',
  writes: ['networkConfig.defaultEnablePrivateNodes', 'privateClusterConfig.enablePrivateNodes'],
  become: ({ networkConfig, privateClusterConfig }, { desiredDefaultEnablePrivateNodes: on }) => ({
    networkConfig: { ...networkConfig, defaultEnablePrivateNodes: on },
    privateClusterConfig: withoutDefaults({ ...privateClusterConfig, enablePrivateNodes: on }),
  }),
  back: ({ networkConfig, privateClusterConfig }) => ({
    desiredDefaultEnablePrivateNodes:
      networkConfig?.defaultEnablePrivateNodes ?? privateClusterConfig?.enablePrivateNodes ?? false,
  }),
});

/** Turns Workload Identity Federation on with the project's pool. */
export const updateWorkloadIdentity = update<'desiredWorkloadIdentityConfig'>({
  name: 'gke.update-workload-identity',
  writes: ['workloadIdentityConfig'],
  become: (_, { desiredWorkloadIdentityConfig }) => ({
    workloadIdentityConfig: withoutDefaults(desiredWorkloadIdentityConfig),
  }),
  // Without a pool it is off.
  back: ({ workloadIdentityConfig: old }) => ({ desiredWorkloadIdentityConfig: old ?? {} }),
});

/** Encrypts Kubernetes secrets with a key of Cloud KMS, or no longer; what the service says about its progress follows by itself. */
export const updateDatabaseEncryption = update<'desiredDatabaseEncryption'>({
  name: 'gke.update-database-encryption',
  writes: ['databaseEncryption'],
  become: (_, { desiredDatabaseEncryption: wish }) => ({
    databaseEncryption: {
      ...wish,
      currentState: wish.state === 'DECRYPTED' ? 'CURRENT_STATE_DECRYPTED' : 'CURRENT_STATE_ENCRYPTED',
    },
  }),
  back: ({ databaseEncryption: old }) => ({
    desiredDatabaseEncryption: { state: old?.state ?? 'DECRYPTED', ...(old?.keyName && { keyName: old.keyName }) },
  }),
});

/** Makes nodes prove what they are to the control plane. */
export const updateShieldedNodes = update<'desiredShieldedNodes'>({
  name: 'gke.update-shielded-nodes',
  writes: ['shieldedNodes'],
  become: (_, { desiredShieldedNodes }) => ({ shieldedNodes: withoutDefaults(desiredShieldedNodes) }),
  back: ({ shieldedNodes }) => ({ desiredShieldedNodes: { enabled: shieldedNodes?.enabled === true } }),
});

/** Puts the cluster on a release channel. */
export const updateReleaseChannel = update<'desiredReleaseChannel'>({
  name: 'gke.update-release-channel',
  writes: ['releaseChannel'],
  become: (_, { desiredReleaseChannel }) => ({ releaseChannel: withoutDefaults(desiredReleaseChannel) }),
  back: ({ releaseChannel }) => ({ desiredReleaseChannel: { channel: releaseChannel?.channel ?? 'UNSPECIFIED' } }),
});

/** Lets Binary Authorization ask the policy of the project before it admits an image, or no longer. */
export const updateBinaryAuthorization = update<'desiredBinaryAuthorization'>({
  name: 'gke.update-binary-authorization',
  writes: ['binaryAuthorization'],
  become: (_, { desiredBinaryAuthorization }) => ({ binaryAuthorization: withoutDefaults(desiredBinaryAuthorization) }),
  back: ({ binaryAuthorization }) => ({
    desiredBinaryAuthorization: { evaluationMode: 'DISABLED', ...binaryAuthorization },
  }),
});

/**
 * Replaces the list of components that are logged, given as the API prints them; an empty one turns logging off. The
 * service puts the matching `loggingService` beside it.
 */
export const updateLogging = defineAction({
  name: 'gke.update-logging',
  on: gkeCluster,
  kind: 'replace',
  permissions: clusterPermissions,
  writes: ['loggingConfig', 'loggingService'],
  request: wire<{ readonly enableComponents: readonly Component[] }>(),
  simulate(cluster, { enableComponents }) {
    const isOn = enableComponents.length > 0;
    const loggingConfig = { componentConfig: isOn ? { enableComponents } : {} };
    const loggingService = isOn ? 'logging.googleapis.com/kubernetes' : 'none';
    return [{ put: { ...cluster, config: { ...cluster.config, loggingConfig, loggingService } } }];
  },
  undo: ({ config }, _, again) => [again({ enableComponents: loggedComponents(config).components })],
  healthy: ({ config }) => whyUnwell(config),
});

interface Given<K extends keyof Wish> {
  readonly name: string;
  readonly writes: readonly string[];
  /** What the wish makes of the configuration. */
  become(config: Cluster, wish: Wire<Wished<K>>): Partial<Cluster>;
  /** The wish that gives back what stood there; what is absent is said, as the service would else keep what stands. */
  back(before: Cluster, wish: Wire<Wished<K>>): Wire<Wished<K>>;
}

/**
 * An `UpdateCluster` with one wish, which is all that the service takes in a call. The service does not compare unless
 * it is given an etag, which every operation changes.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/ClusterUpdate
 */
export function update<K extends keyof Wish>({
  name,
  writes,
  become,
  back,
}: Given<K>): ActionMaker<typeof gkeCluster, Wire<Wished<K>>> {
  return defineAction({
    name,
    on: gkeCluster,
    kind: 'replace',
    permissions: clusterPermissions,
    writes,
    request: wire<Wished<K>>(),
    simulate: (cluster, wish) => [
      { put: { ...cluster, config: { ...cluster.config, ...become(cluster.config, wish) } } },
    ],
    undo: ({ config }, wish, again) => [again(back(config, wish))],
    healthy: ({ config }) => whyUnwell(config),
  });
}
