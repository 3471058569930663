import { unknown, type Unknown } from '#rule';
import type { Component } from './logging-facts.ts';
import type { gkeCluster } from './resource.ts';

/** The number of each component, of `MonitoringComponentConfig.Component`. */
export const measuredNumbers: ReadonlyMap<Component, number> = new Map([
  ['SYSTEM_COMPONENTS', 1],
  ['APISERVER', 3],
  ['SCHEDULER', 4],
  ['CONTROLLER_MANAGER', 5],
  ['STORAGE', 7],
  ['HPA', 8],
  ['POD', 9],
  ['DAEMONSET', 10],
  ['DEPLOYMENT', 11],
  ['STATEFULSET', 12],
  ['CADVISOR', 13],
  ['KUBELET', 14],
  ['DCGM', 15],
  ['JOBSET', 16],
]);

/** The services that measure the system of a cluster without being told to. */
const services = ['', 'monitoring.googleapis.com', 'monitoring.googleapis.com/kubernetes'];

/**
 * The components that are measured and where that stands. Answers without a list say it by the service: the legacy one
 * and an empty name stand for what Google measures when nobody says otherwise.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#MonitoringConfig
 */
export function measuredComponents({
  monitoringConfig,
  monitoringService,
}: typeof gkeCluster.config): { readonly at: string; readonly components: readonly Component[] } | Unknown {
  const service = monitoringService ?? '';
  if (service === 'none') return { at: 'monitoringService', components: [] };
  const at = 'monitoringConfig.componentConfig.enableComponents';
  if (monitoringConfig) return { at, components: monitoringConfig.componentConfig?.enableComponents ?? [] };
  if (services.includes(service)) return { at: 'monitoringService', components: ['SYSTEM_COMPONENTS'] };
  return unknown('malformed', `monitoringService is ${service}, which has no meaning here.`);
}
