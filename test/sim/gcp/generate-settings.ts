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
    monitoringService: 'monitoring.googleapis.com/kubernetes',
    ...(index % 3 !== 2 && { resourceLabels: { environment: 'production', owner: 'shop' } }),
    addonsConfig: {
      kubernetesDashboard: { disabled: true },
      ...(index % 5 === 4 && !autopilot && { networkPolicyConfig: { disabled: true } }),
    },
  };
}

/** What GKE says of the network of a cluster besides its name. */
export const networkSettingsOf = (index: number, autopilot: boolean): NonNullable<GkeCluster['networkConfig']> => ({
  enableIntraNodeVisibility: autopilot || index % 2 === 0,
  serviceExternalIpsConfig: { enabled: index % 5 === 3 && !autopilot },
});
