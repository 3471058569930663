import type { protos } from '@google-cloud/container';
import { defineAction, wire, type ActionMaker, type CannotUndo, type Wire } from '#model';
import { whyUnwell } from './health-facts.ts';
import { isObject } from '../../../json.ts';
import { withoutDefaults } from '../../without-defaults.ts';
import { gkeCluster } from './resource.ts';
import { clusterPermissions } from './update-actions.ts';

type Cluster = typeof gkeCluster.config;
type V1 = {
  readonly abac: protos.google.container.v1.ISetLegacyAbacRequest;
  readonly addons: protos.google.container.v1.ISetAddonsConfigRequest;
  readonly policy: protos.google.container.v1.ISetNetworkPolicyRequest;
  readonly auth: protos.google.container.v1.ISetMasterAuthRequest;
};

/** Turns the legacy authorizer on or off: `SetLegacyAbac`. */
export const setLegacyAbac = setter<Pick<V1['abac'], 'enabled'>>({
  name: 'gke.set-legacy-abac',
  writes: ['legacyAbac'],
  become: (_, { enabled }) => ({ legacyAbac: enabled === true ? { enabled } : {} }),
  back: ({ legacyAbac }) => ({ enabled: legacyAbac?.enabled === true }),
});

/** Turns add-ons on or off, those that are named: `SetAddonsConfig`. */
export const setAddons = setter<Pick<V1['addons'], 'addonsConfig'>>({
  name: 'gke.set-network-policy-addon',
  writes: ['addonsConfig.networkPolicyConfig'],
  become: ({ addonsConfig: old }, { addonsConfig }) => ({
    addonsConfig: {
      ...old,
      networkPolicyConfig: addonsConfig?.networkPolicyConfig?.disabled === true ? { disabled: true } : {},
    },
  }),
  back: ({ addonsConfig }) => {
    const old = addonsConfig?.networkPolicyConfig;
    return { addonsConfig: { networkPolicyConfig: { disabled: !old || old.disabled === true } } };
  },
});

/** Makes Calico enforce network policies on all nodes, or no longer: `SetNetworkPolicy`. */
export const setNetworkPolicy = setter<Pick<V1['policy'], 'networkPolicy'>>({
  name: 'gke.set-network-policy',
  writes: ['networkPolicy'],
  become: (_, { networkPolicy }) => ({ networkPolicy: withoutDefaults(networkPolicy) }),
  back: ({ networkPolicy }) => ({ networkPolicy: { enabled: false, ...networkPolicy } }),
});

/** Takes the static user away: `SetMasterAuth` with an empty name. */
export const setMasterAuth = setter<Pick<V1['auth'], 'action' | 'update'>>({
  name: 'gke.set-master-auth',
  writes: ['masterAuth.username', 'masterAuth.password'],
  become({ masterAuth }) {
    const { username: _username, password: _password, ...rest } = masterAuth ?? {};
    return { masterAuth: rest };
  },
  back: () => ({ cannot: 'GKE has no static users since version 1.19' }),
});

interface Given<R> {
  readonly name: string;
  readonly writes: readonly string[];
  become(config: Cluster, request: Wire<R>): Partial<Cluster>;
  /** The request that gives back what stood there. */
  back(before: Cluster): Wire<R> | CannotUndo;
}

/**
 * One of the calls that set one thing of a cluster.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters
 */
function setter<R>({ name, writes, become, back }: Given<R>): ActionMaker<typeof gkeCluster, Wire<R>> {
  return defineAction({
    name,
    on: gkeCluster,
    kind: 'replace',
    permissions: clusterPermissions,
    writes,
    request: wire<R>(),
    simulate: (cluster, request) => [
      { put: { ...cluster, config: { ...cluster.config, ...become(cluster.config, request) } } },
    ],
    undo: ({ config }, _, again) => {
      const request = back(config);
      return isOneWay(request) ? request : [again(request)];
    },
    healthy: ({ config }) => whyUnwell(config),
  });
}

const isOneWay = (request: unknown): request is CannotUndo => isObject(request) && 'cannot' in request;
