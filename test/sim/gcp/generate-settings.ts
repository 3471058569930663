import type { GkeCluster } from './estate.ts';

/** What GKE says of the switches of a cluster; clusters take turns with those that are set badly. */
export function settingsOf(index: number, autopilot: boolean): Partial<GkeCluster> {
  const loose = index % 3 !== 0 && !autopilot;
  return {
    rbacBindingConfig: {
      enableInsecureBindingSystemUnauthenticated: loose,
      enableInsecureBindingSystemAuthenticated: loose,
    },
    securityPostureConfig: {
      mode: index % 4 === 1 ? 'DISABLED' : 'BASIC',
      vulnerabilityMode: 'VULNERABILITY_DISABLED',
    },
    enableKubernetesAlpha: index % 11 === 7 && !autopilot,
    ipAllocationPolicy: index % 7 === 6 && !autopilot ? { useRoutes: true } : { useIpAliases: true, stackType: 'IPV4' },
    ...monitoringOf(index, autopilot),
    ...(index % 3 !== 2 && { resourceLabels: { environment: 'production', owner: 'shop' } }),
    addonsConfig: {
      kubernetesDashboard: { disabled: true },
      ...(index % 5 === 4 && !autopilot && { networkPolicyConfig: { disabled: true } }),
    },
  };
}

/** What GKE says of Autopilot; the first of them was loosened by hand. */
export function autopilotOf(index: number, autopilot: boolean): Partial<GkeCluster> {
  if (!autopilot) return { autopilot: { enabled: false } };
  const loose = index === 5;
  return {
    autopilot: {
      enabled: true,
      ...(loose && {
        privilegedAdmissionConfig: { allowlistPaths: ['gke://*', 'gs://lists/agents/*'] },
        workloadPolicyConfig: { allowNetAdmin: true },
      }),
    },
    nodePoolAutoConfig: { nodeKubeletConfig: { insecureKubeletReadonlyPortEnabled: loose } },
  };
}

/** Most clusters measure their system; some nothing, and one still publishes the relay of its flows. */
function monitoringOf(index: number, autopilot: boolean): Partial<GkeCluster>;
function monitoringOf(index: number, autopilot: boolean): object {
  const isOn = index % 7 !== 4 || autopilot;
  return {
    monitoringService: isOn ? 'monitoring.googleapis.com/kubernetes' : 'none',
    monitoringConfig: {
      componentConfig: isOn ? { enableComponents: ['SYSTEM_COMPONENTS', 'STORAGE'] } : {},
      managedPrometheusConfig: { enabled: index % 2 === 0 },
      advancedDatapathObservabilityConfig: { enableMetrics: true, ...(index === 8 && { relayMode: 'EXTERNAL_LB' }) },
    },
  };
}

/** What GKE says of the network of a cluster besides its name. */
export const networkSettingsOf = (index: number, autopilot: boolean): NonNullable<GkeCluster['networkConfig']> => ({
  enableIntraNodeVisibility: autopilot || index % 2 === 0,
  serviceExternalIpsConfig: { enabled: index % 5 === 3 && !autopilot },
});
