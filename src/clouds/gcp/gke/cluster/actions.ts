import { defineAction, wire } from '#model';
import { former } from '../../../former.ts';
import { whyUnwell } from './health-facts.ts';
import { gkeCluster } from './resource.ts';
import { clusterPermissions, update } from './update-actions.ts';

/** Replaces what is said of the DNS endpoint of the control plane; what is not said stays. */
export const updateDnsEndpoint = update<'desiredControlPlaneEndpointsConfig'>({
  name: 'gke.update-dns-endpoint',
  writes: ['controlPlaneEndpointsConfig.dnsEndpointConfig'],
  become: ({ controlPlaneEndpointsConfig: old }, { desiredControlPlaneEndpointsConfig: wish }) => ({
    controlPlaneEndpointsConfig: {
      ...old,
      dnsEndpointConfig: { ...old?.dnsEndpointConfig, ...wish.dnsEndpointConfig },
    },
  }),
  back: ({ controlPlaneEndpointsConfig: old }, { desiredControlPlaneEndpointsConfig: wish }) => {
    const off = { allowExternalTraffic: false, enableK8sTokensViaDns: false, enableK8sCertsViaDns: false };
    const dnsEndpointConfig = former(old?.dnsEndpointConfig, wish.dnsEndpointConfig ?? {}, off);
    return { desiredControlPlaneEndpointsConfig: { dnsEndpointConfig } };
  },
});

/** Turns the IP endpoints of the control plane on or off, public and private ones. */
export const updateIpEndpoints = update<'desiredControlPlaneEndpointsConfig'>({
  name: 'gke.update-ip-endpoints',
  writes: ['controlPlaneEndpointsConfig.ipEndpointsConfig.enabled'],
  become: ({ controlPlaneEndpointsConfig: old }, { desiredControlPlaneEndpointsConfig: wish }) => ({
    controlPlaneEndpointsConfig: {
      ...old,
      ipEndpointsConfig: { ...old?.ipEndpointsConfig, enabled: wish.ipEndpointsConfig?.enabled },
    },
  }),
  back: ({ controlPlaneEndpointsConfig: old }) => {
    const { enabled = true } = old?.ipEndpointsConfig ?? {};
    return { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled } } };
  },
});

/**
 * Sets the service that takes the logs: `SetLoggingService`. The service of GKE takes those of the system and of
 * workloads, `none` takes nothing.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters/setLogging
 */
export const setLoggingService = defineAction({
  name: 'gke.set-logging-service',
  on: gkeCluster,
  kind: 'replace',
  permissions: clusterPermissions,
  writes: ['loggingService', 'loggingConfig'],
  request: wire<{ readonly loggingService: string }>(),
  simulate(cluster, { loggingService }) {
    const enableComponents = loggingService === 'none' ? [] : ['SYSTEM_COMPONENTS', 'WORKLOADS'];
    const config = { ...cluster.config, loggingService, loggingConfig: { componentConfig: { enableComponents } } };
    return [{ put: { ...cluster, config } }];
  },
  undo: ({ config }, _, again) => [again({ loggingService: config.loggingService ?? 'none' })],
  healthy: ({ config }) => whyUnwell(config),
});
