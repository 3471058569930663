import { defineAction, wire } from '#model';
import { whyUnwell } from './health-facts.ts';
import type { Exclusion } from './maintenance-facts.ts';
import { gkeCluster } from './resource.ts';
import { clusterPermissions } from './update-actions.ts';

/** The maintenance exclusions that are to stand, by their names. */
export interface Exclusions {
  readonly maintenanceExclusions: Readonly<Record<string, Exclusion>>;
}

/**
 * Replaces the maintenance exclusions of a cluster: `SetMaintenancePolicy` with the rest of the policy as it stands. The
 * service refuses where the policy has another resource version by now.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#MaintenancePolicy
 */
export const setMaintenanceExclusions = defineAction({
  name: 'gke.set-maintenance-exclusions',
  on: gkeCluster,
  kind: 'cas',
  permissions: clusterPermissions,
  writes: ['maintenancePolicy.window.maintenanceExclusions'],
  request: wire<Exclusions>(),
  simulate(cluster, { maintenanceExclusions }) {
    const { window, ...policy } = cluster.config.maintenancePolicy ?? {};
    const { maintenanceExclusions: _old, ...rest } = window ?? {};
    const some = Object.keys(maintenanceExclusions).length > 0;
    const maintenancePolicy = { ...policy, window: { ...rest, ...(some && { maintenanceExclusions }) } };
    return [{ put: { ...cluster, config: { ...cluster.config, maintenancePolicy } } }];
  },
  undo: ({ config }, _, again) => [
    again({ maintenanceExclusions: config.maintenancePolicy?.window?.maintenanceExclusions ?? {} }),
  ],
  healthy: ({ config }) => whyUnwell(config),
});
