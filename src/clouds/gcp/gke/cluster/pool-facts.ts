import type { gkeCluster } from './resource.ts';

type Cluster = typeof gkeCluster.config;
type Pool = NonNullable<Cluster['nodePools']>[number];
type Defaults = NonNullable<NonNullable<Cluster['autoscaling']>['autoprovisioningNodePoolDefaults']>;

/** What nodes are made from: a pool, or the defaults of the pools that GKE adds by itself. */
export interface NodeSource {
  /** The pool's name; the defaults have one that no pool can have. */
  readonly key: string;
  readonly label: string;
  /** Where its settings stand, and where its management stands. */
  readonly at: string;
  readonly managementAt: string;
  readonly settings: NonNullable<Pool['config']> | Defaults;
  readonly management: Pool['management'];
  /** Undefined for the defaults. */
  readonly pool: Pool | undefined;
}

/** Why rules about nodes do not speak about Autopilot. */
export const autopilotEnforces = 'Google enforces it on Autopilot clusters';

export const isAutopilot = ({ autopilot }: Cluster): boolean => autopilot?.enabled === true;

/**
 * The pools of a Standard cluster, and the defaults for new ones while node auto-provisioning is on. The cluster's own
 * `nodeConfig` only mirrors the first pool.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#ClusterAutoscaling
 */
export const nodeSources = (config: Cluster): readonly NodeSource[] => [
  ...poolSources(config),
  ...(config.autoscaling?.enableNodeAutoprovisioning === true ? [defaultsOf(config)] : []),
];

/** The pools alone. */
export const poolSources = ({ nodePools }: Cluster): readonly NodeSource[] =>
  (nodePools ?? []).map((pool, i) => ({
    key: pool.name ?? '',
    label: `Node pool ${pool.name ?? ''}`,
    at: `nodePools[${i}].config`,
    managementAt: `nodePools[${i}].management`,
    settings: pool.config ?? {},
    management: pool.management,
    pool,
  }));

/** The defaults of the pools that GKE adds by itself: on Autopilot all of them are made from these. */
export function defaultsOf({ autoscaling }: Cluster): NodeSource {
  const at = 'autoscaling.autoprovisioningNodePoolDefaults';
  const settings = autoscaling?.autoprovisioningNodePoolDefaults ?? {};
  return {
    key: 'auto-provisioning defaults',
    label: 'Node auto-provisioning',
    at,
    managementAt: `${at}.management`,
    settings,
    management: settings.management,
    pool: undefined,
  };
}
