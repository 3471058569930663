import type { ManagedCluster } from '@azure/arm-containerservice';
import type { JsonObject } from '../json.ts';

/** A binding of a cluster as its API writes it. */
export const bindingWire = (
  { id = '' }: ManagedCluster,
  name: string,
  trust: { readonly source: string; readonly roles: readonly string[] },
): JsonObject => ({
  id: `${id}/trustedAccessRoleBindings/${name}`,
  name,
  type: 'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings',
  properties: { provisioningState: 'Succeeded', sourceResourceId: trust.source, roles: [...trust.roles] },
});

const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };

/** What services may be allowed to do in clusters, as AKS answers it in each location. */
export const trustedAccessRoles: readonly JsonObject[] = [
  { sourceResourceType: 'Microsoft.DataProtection/backupVaults', name: 'backup-operator', rules: [everything] },
  {
    sourceResourceType: 'Microsoft.MachineLearningServices/workspaces',
    name: 'mlworkload',
    rules: [
      { verbs: ['get', 'list'], apiGroups: [''], resources: ['nodes'] },
      { verbs: ['get', 'create', 'delete'], apiGroups: [''], resources: ['secrets', 'pods'] },
    ],
  },
  {
    sourceResourceType: 'Microsoft.MachineLearningServices/workspaces',
    name: 'reader',
    rules: [{ verbs: ['get', 'list'], apiGroups: [''], resources: ['nodes', 'pods'] }],
  },
];

/** Backups of the second cluster, and a workspace that runs its jobs in the third. */
export function trustedAccessOf(
  subscription: string,
  [, second, third]: readonly ManagedCluster[],
): readonly JsonObject[] {
  const inGroup = `/subscriptions/${subscription}/resourceGroups/services/providers`;
  const vault = `${inGroup}/Microsoft.DataProtection/backupVaults/vault`;
  const workspace = `${inGroup}/Microsoft.MachineLearningServices/workspaces/training`;
  return [
    ...(second
      ? [
          bindingWire(second, 'backup', {
            source: vault,
            roles: ['Microsoft.DataProtection/backupVaults/backup-operator'],
          }),
        ]
      : []),
    ...(third
      ? [
          bindingWire(third, 'training', {
            source: workspace,
            roles: ['Microsoft.MachineLearningServices/workspaces/mlworkload'],
          }),
        ]
      : []),
  ];
}
