import type { ManagedCluster } from '@azure/arm-containerservice';
import type { Wire } from '#model';

/** An identity in Entra that a cluster, its nodes or one of its add-ons act as. */
export interface ClusterIdentity {
  /** `control plane`, `kubelet`, `add-on azurepolicy`. */
  readonly what: string;
  /** Its object id in lower case. */
  readonly principal: string;
  /** Where the cluster names it. */
  readonly at: string;
}

/**
 * The identities of a cluster. Those that workloads take on by federation are not among them.
 * Source: https://learn.microsoft.com/azure/aks/use-managed-identity
 */
export function identitiesOf(cluster: Wire<ManagedCluster>): readonly ClusterIdentity[] {
  const { identity, identityProfile, addonProfiles, ingressProfile } = cluster;
  const routing = ingressProfile?.webAppRouting?.identity?.objectId;
  const named: readonly (readonly [string, string | undefined, string])[] = [
    ['control plane', identity?.principalId, 'identity.principalId'],
    ...Object.values(identity?.userAssignedIdentities ?? {}).map(
      (it) => ['control plane', it.principalId, 'identity.userAssignedIdentities'] as const,
    ),
    ...Object.entries(identityProfile ?? {}).map(
      ([key, it]) =>
        [key === 'kubeletidentity' ? 'kubelet' : key, it.objectId, `identityProfile.${key}.objectId`] as const,
    ),
    ...Object.entries(addonProfiles ?? {}).map(
      ([key, it]) => [`add-on ${key}`, it.identity?.objectId, `addonProfiles.${key}.identity.objectId`] as const,
    ),
    ['add-on webAppRouting', routing, 'ingressProfile.webAppRouting.identity.objectId'],
  ];
  return named.flatMap(([what, principal, at]) =>
    principal ? [{ what, principal: principal.toLowerCase(), at }] : [],
  );
}
