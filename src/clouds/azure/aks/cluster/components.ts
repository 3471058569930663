import type { ManagedCluster } from '@azure/arm-containerservice';
import type { VersionInUse, Wire } from '#model';

/** The Kubernetes versions of a control plane and its pools, as they run; what was asked for stands in while Azure tells none. */
export function versionsOf(it: Wire<ManagedCluster>): readonly VersionInUse[] {
  const cluster = it.name ?? '';
  const own = (part: string, ...versions: readonly (string | undefined)[]): VersionInUse => {
    const version = versions.find((one) => one !== undefined && one !== '') ?? '';
    return { kind: 'version', of: 'kubernetes', version, part, cluster };
  };
  return [
    own('control plane', it.currentKubernetesVersion, it.kubernetesVersion),
    ...(it.agentPoolProfiles ?? []).map(({ name, currentOrchestratorVersion, orchestratorVersion }) =>
      own(`pool ${name}`, currentOrchestratorVersion, orchestratorVersion),
    ),
  ];
}
