import type { RoleDefinition } from '@azure/arm-authorization';
import { assignmentAddress, roleAssignment } from '#clouds/azure/authorization/role-assignment/resource';
import { definitionAddress, roleDefinition } from '#clouds/azure/authorization/role-definition/resource';
import type { Resource } from '#model';
import { roles } from '../../sim/azure/generate-roles.ts';
import { make, type Draft } from '../build.ts';
import { nodeGroup, subscription } from './aks.ts';

type Assignment = typeof roleAssignment.config;
type Definition = typeof roleDefinition.config;

const account = subscription.split('/').at(-1) ?? '';

/** Where roles are assigned. */
export const scopes = {
  tenant: '/',
  above: '/providers/Microsoft.Management/managementGroups/company',
  subscription,
  group: `${subscription}/resourceGroups/RG`,
  nodes: `${subscription}/resourceGroups/${nodeGroup}`,
  cluster: `${subscription}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/SHOP`,
  subnet: `${subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes`,
} as const;

/** A role assigned to the service principal called somebody at the subscription, with what a test says. */
export const assignedTo = (
  role: keyof typeof roles,
  config: Draft<Assignment> = {},
): Resource<'azure.role-assignment', Assignment> => {
  const { scope = subscription, principalId = 'somebody' } = config;
  const id = `${scope.replace(/^\/$/, '')}/providers/Microsoft.Authorization/roleAssignments/${role}-${principalId}`;
  return make(roleAssignment, assignmentAddress(account, id), {
    ...{ id, scope, principalId, principalType: 'ServicePrincipal' },
    roleDefinitionId: `/subscriptions/${account}${roles[role].id ?? ''}`,
    ...config,
  });
};

/** What a role allows, which a test may give. */
export const definedAs = (
  role: keyof typeof roles,
  permissions: RoleDefinition['permissions'] = roles[role].permissions ?? [],
): Resource<'azure.role-definition', Definition> => {
  const { id = '', roleName = '' } = roles[role];
  return make(roleDefinition, definitionAddress(account, id), { id, roleName, permissions }, { name: roleName });
};

/** The roles of Azure that tests assign. */
export const builtIn = (
  ['owner', 'contributor', 'reader', 'rbacAdministrator', 'clusterAdmin', 'pull', 'push'] as const
).map((it) => definedAs(it));

/** A condition, as the portal writes it, on the roles that are handed out. */
export const handingOut = (test: string): string =>
  `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ${test}))`;
