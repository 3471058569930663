import type { RoleAssignment } from '@azure/arm-authorization';
import type { AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { assigned, roles } from '../../sim/azure/generate-roles.ts';

/** Roles that nobody should have: a kubelet that may change its nodes, an owner, a crowd that may push to a registry. */
export function rolesBeside({ managedClusters, registries }: AzureSubscriptionEstate): readonly RoleAssignment[] {
  const [cluster] = managedClusters;
  const [registry] = registries;
  const subscription = cluster?.id?.split('/resourceGroups/')[0] ?? '';
  const group = `${subscription}/resourceGroups/${cluster?.nodeResourceGroup ?? ''}`;
  const kubelet = cluster?.identityProfile?.['kubeletidentity']?.objectId ?? '';
  const pushers = Array.from({ length: 6 }, (_, at) =>
    assigned(registry?.id ?? '', {
      name: `pusher-${at}`,
      role: roles.push,
      principal: `pipeline-${at}`,
      as: 'ServicePrincipal',
    }),
  );
  return [
    assigned(subscription, { name: 'owner', role: roles.owner, principal: 'ann', as: 'User' }),
    assigned(group, { name: 'nodes', role: roles.contributor, principal: kubelet, as: 'ServicePrincipal' }),
    ...pushers,
  ];
}
