import type { RoleAssignment, RoleDefinition } from '@azure/arm-authorization';
import type { ManagedCluster } from '@azure/arm-containerservice';
import type { Seeded } from '../seeded.ts';

type Permission = NonNullable<RoleDefinition['permissions']>[number];

const role = (guid: string, roleName: string, permission: Permission): RoleDefinition => ({
  id: `/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
  name: guid,
  type: 'Microsoft.Authorization/roleDefinitions',
  roleName,
  roleType: 'BuiltInRole',
  assignableScopes: ['/'],
  permissions: [{ actions: [], notActions: [], dataActions: [], notDataActions: [], ...permission }],
});

const registries = 'Microsoft.ContainerRegistry/registries';
const authorization = 'Microsoft.Authorization';

/**
 * Some of the roles that every subscription has.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const roles = {
  owner: role('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner', { actions: ['*'] }),
  contributor: role('b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor', {
    actions: ['*'],
    notActions: [
      ...[`${authorization}/*/Delete`, `${authorization}/*/Write`, `${authorization}/elevateAccess/Action`],
      ...['Microsoft.Blueprint/blueprintAssignments/write', 'Microsoft.Blueprint/blueprintAssignments/delete'],
    ],
  }),
  reader: role('acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader', { actions: ['*/read'] }),
  accessAdministrator: role('18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'User Access Administrator', {
    actions: ['*/read', `${authorization}/*`, 'Microsoft.Support/*'],
  }),
  rbacAdministrator: role('f58310d9-a9f6-439a-9e8d-f62e7b41a168', 'Role Based Access Control Administrator', {
    actions: [
      ...[`${authorization}/roleAssignments/write`, `${authorization}/roleAssignments/delete`],
      ...['*/read', 'Microsoft.Support/*'],
    ],
  }),
  networkContributor: role('4d97b98b-1d4f-4787-a291-c67834d212e7', 'Network Contributor', {
    actions: [
      ...[`${authorization}/*/read`, 'Microsoft.Insights/alertRules/*', 'Microsoft.Network/*'],
      ...['Microsoft.ResourceHealth/availabilityStatuses/read', 'Microsoft.Resources/deployments/*'],
      ...['Microsoft.Resources/subscriptions/resourceGroups/read', 'Microsoft.Support/*'],
    ],
  }),
  clusterAdmin: role('b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b', 'Azure Kubernetes Service RBAC Cluster Admin', {
    actions: [
      ...[`${authorization}/*/read`, 'Microsoft.Resources/subscriptions/operationresults/read'],
      'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action',
    ],
    dataActions: ['Microsoft.ContainerService/managedClusters/*'],
  }),
  pull: role('7f951dda-4ed3-4680-a7ca-43fe172d538d', 'AcrPull', { actions: [`${registries}/pull/read`] }),
  push: role('8311e382-0749-4cb8-b61a-304f252e45ec', 'AcrPush', {
    actions: [`${registries}/pull/read`, `${registries}/push/write`],
  }),
} as const;

export const roleDefinitions: readonly RoleDefinition[] = Object.values(roles);

interface Grant {
  readonly name: string;
  readonly role: RoleDefinition;
  readonly principal: string;
  readonly as: 'User' | 'Group' | 'ServicePrincipal';
}

/** A role that is assigned at a scope. Only at a scope within a subscription the id of the role names one. */
export function assigned(scope: string, { name, role: { name: guid = '' }, principal, as }: Grant): RoleAssignment {
  const subscription = /^\/subscriptions\/[^/]+/.exec(scope)?.[0] ?? '';
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    type: 'Microsoft.Authorization/roleAssignments',
    scope,
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
    principalId: principal,
    principalType: as,
    createdOn: new Date('2026-01-15T00:00:00Z'),
    updatedOn: new Date('2026-01-15T00:00:00Z'),
  };
}

/** Readers of everything, somebody who administers the first cluster, and what each cluster needs for itself. */
export function rolesOf(
  random: Seeded,
  subscriptionId: string,
  clusters: readonly ManagedCluster[],
): readonly RoleAssignment[] {
  const subscription = `/subscriptions/${subscriptionId}`;
  const give = (scope: string, grant: Omit<Grant, 'name'>): RoleAssignment =>
    assigned(scope, { name: random.fork(`${scope} ${grant.principal}`).hex(32), ...grant });
  const group = '/providers/Microsoft.Management/managementGroups/company';
  const [first] = clusters;
  return [
    give(group, { role: roles.reader, principal: '5d0f3a52-5f0b-4a38-9d1c-1f8c0a6e7a10', as: 'Group' }),
    ...(first?.id
      ? [give(first.id, { role: roles.clusterAdmin, principal: '7b1f6c6e-0d3b-4a5e-8f62-2c9d1e4b7a11', as: 'Group' })]
      : []),
    ...clusters.flatMap(({ identity, identityProfile, agentPoolProfiles }) => {
      const nodes = identityProfile?.['kubeletidentity']?.objectId ?? '';
      const subnet = agentPoolProfiles?.[0]?.vnetSubnetID ?? subscription;
      return [
        give(subnet, {
          role: roles.networkContributor,
          principal: identity?.principalId ?? '',
          as: 'ServicePrincipal',
        }),
        give(subscription, { role: roles.pull, principal: nodes, as: 'ServicePrincipal' }),
      ];
    }),
  ];
}
