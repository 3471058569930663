import { cannotPlan, defineAction, wire } from '#model';
import type { Action, ActionType, CannotPlan, Edit, Found, ResourceOf } from '#model';
import { isUnread } from '#rule';
import { trustedAccess } from './resource.ts';

type Access = ResourceOf<typeof trustedAccess>;
type Binding = Access['config']['value'][number];

const permission = 'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings';
const look = 'Microsoft.ContainerService/locations/operations/read';

/**
 * Lets a service of Azure act in a cluster by some roles. The write is a PUT of the binding, which the SDK reads at its end;
 * the service does not compare.
 * Source: https://learn.microsoft.com/rest/api/aks/trusted-access-role-bindings/create-or-update
 */
export const putTrustedAccess = defineAction({
  name: 'aks.put-trusted-access',
  on: trustedAccess,
  kind: 'replace',
  permissions: [`${permission}/read`, `${permission}/write`, look],
  writes: ['value'],
  request: wire<{ readonly name: string; readonly sourceResourceId: string; readonly roles: readonly string[] }>(),
  simulate: (access, { name, sourceResourceId, roles }) => [
    withBindings(access, [
      ...access.config.value.filter((it) => it.name !== name),
      { name, sourceResourceId, roles, provisioningState: 'Succeeded' },
    ]),
  ],
  undo: putBack,
  undoneBy: both,
});

/**
 * Takes a service of Azure the right to act in a cluster.
 * Source: https://learn.microsoft.com/rest/api/aks/trusted-access-role-bindings/delete
 */
export const deleteTrustedAccess = defineAction({
  name: 'aks.delete-trusted-access',
  on: trustedAccess,
  kind: 'delta',
  permissions: [`${permission}/delete`, look],
  writes: ['value'],
  request: wire<{ readonly name: string }>(),
  simulate: (access, { name }) => [
    withBindings(
      access,
      access.config.value.filter((it) => it.name !== name),
    ),
  ],
  undo: putBack,
  undoneBy: putting,
});

function both(): readonly ActionType[] {
  return [putTrustedAccess, deleteTrustedAccess];
}

function putting(): readonly ActionType[] {
  return [putTrustedAccess];
}

function putBack(before: Access, { name }: { readonly name: string }): readonly Action[] {
  const stood = before.config.value.find((it) => it.name === name);
  if (!stood) return [deleteTrustedAccess(before, { name })];
  const { sourceResourceId, roles } = stood;
  return [putTrustedAccess(before, { name, sourceResourceId, roles })];
}

const withBindings = (access: Access, value: readonly Binding[]): Edit => ({ put: { ...access, config: { value } } });

/** Plans to delete a binding of a cluster. */
export function distrusted(access: Found<Access>, name: string | undefined): readonly Action[] | CannotPlan {
  return access === 'absent' || isUnread(access) || name === undefined
    ? cannotPlan('which services may act in the cluster is not known')
    : [deleteTrustedAccess(access, { name })];
}
