import { defineAction, wire } from '#model';
import { former } from '../../../former.ts';
import { withoutDefaults } from '../../without-defaults.ts';
import { whyUnwell } from './health-facts.ts';
import type { Component } from './logging-facts.ts';
import { gkeCluster } from './resource.ts';
import { clusterPermissions } from './update-actions.ts';

type Monitoring = NonNullable<(typeof gkeCluster.config)['monitoringConfig']>;

/** What is to be measured, with components as the API prints them. */
interface Measuring extends Omit<Monitoring, 'componentConfig'> {
  readonly componentConfig?: { readonly enableComponents?: readonly Component[] | null | undefined } | null | undefined;
}

/**
 * Replaces what is measured; what is not said stays. A list without components turns monitoring off, and the service
 * puts the matching `monitoringService` beside it. Whether the service merges a part into what stands is not documented,
 * so that a plan says the whole of it.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#MonitoringConfig
 */
export const updateMonitoring = defineAction({
  name: 'gke.update-monitoring',
  on: gkeCluster,
  kind: 'replace',
  permissions: clusterPermissions,
  writes: ['monitoringConfig', 'monitoringService'],
  request: wire<{ readonly desiredMonitoringConfig: Measuring }>(),
  simulate(cluster, { desiredMonitoringConfig: wish }) {
    const { componentConfig, managedPrometheusConfig: prometheus } = wish;
    const enableComponents = componentConfig?.enableComponents ?? [];
    const isOn = enableComponents.length > 0;
    const monitoringConfig = {
      ...cluster.config.monitoringConfig,
      ...wish,
      ...(componentConfig && { componentConfig: isOn ? { enableComponents } : {} }),
      ...(prometheus && { managedPrometheusConfig: withoutDefaults(prometheus) }),
    };
    const said = isOn ? 'monitoring.googleapis.com/kubernetes' : 'none';
    const monitoringService = componentConfig ? said : cluster.config.monitoringService;
    return [{ put: { ...cluster, config: { ...cluster.config, monitoringConfig, monitoringService } } }];
  },
  undo({ config }, { desiredMonitoringConfig: wish }, again) {
    const { monitoringConfig: old, monitoringService } = config;
    const stood = monitoringService === 'none' ? { ...old, componentConfig: {} } : old;
    return [again({ desiredMonitoringConfig: former(stood, wish, unset) })];
  },
  healthy: ({ config }) => whyUnwell(config),
});

/** What stands for what the answer leaves out. */
const unset = { componentConfig: { enableComponents: [] }, managedPrometheusConfig: { enabled: false } };
