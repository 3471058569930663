import type { gkeCluster } from './resource.ts';

type Cluster = typeof gkeCluster.config;

/** Components by name, as the API prints them, or by number where the client does not know their names. */
export type Component = string | number;

/** The number of each component, of `LoggingComponentConfig.Component`. */
export const componentNumbers: ReadonlyMap<Component, number> = new Map([
  ['SYSTEM_COMPONENTS', 1],
  ['WORKLOADS', 2],
  ['APISERVER', 3],
  ['SCHEDULER', 4],
  ['CONTROLLER_MANAGER', 5],
  ['KCP_SSHD', 7],
  ['KCP_CONNECTION', 8],
  ['KCP_HPA', 9],
  ['KCP_VPA', 10],
]);

/** The components that only the control plane has. */
export const controlPlaneComponents = ['APISERVER', 'SCHEDULER', 'CONTROLLER_MANAGER'];

/**
 * The components that are logged and where that stands. Answers without a list say it by the service: the legacy agent
 * and an empty name stand for what Google logs when nobody says otherwise.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#LoggingConfig
 */
export function loggedComponents({ loggingConfig, loggingService }: Cluster): {
  readonly at: string;
  readonly components: readonly Component[];
} {
  if (loggingService === 'none') return { at: 'loggingService', components: [] };
  if (!loggingConfig) return { at: 'loggingService', components: ['SYSTEM_COMPONENTS', 'WORKLOADS'] };
  const at = 'loggingConfig.componentConfig.enableComponents';
  return { at, components: loggingConfig.componentConfig?.enableComponents ?? [] };
}
