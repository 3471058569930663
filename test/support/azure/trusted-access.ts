import type { TrustedAccessRole } from '@azure/arm-containerservice';
import { trustedAccessRoles, trustedAccessRolesIn } from '#clouds/azure/aks/trusted-access-roles/resource';
import { trustedAccess, trustedAccessOf } from '#clouds/azure/aks/trusted-access/resource';
import type { Resource } from '#model';
import { make } from '../build.ts';
import { aksWith, subscription } from './aks.ts';

type Access = typeof trustedAccess.config;

/** The cluster called shop in a location whose roles are listed. */
export const trustingCluster = aksWith({ location: 'West Europe' });

/** A workspace that may train models in clusters. */
export const workspace = `${subscription}/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/ml`;

/** A binding of the cluster called shop that trusts the workspace with some roles, unless a test says whom. */
export const binding = (
  name: string,
  roles: readonly string[],
  sourceResourceId = workspace,
): Access['value'][number] => ({ name, sourceResourceId, roles, provisioningState: 'Succeeded' });

/** All bindings of the cluster called shop. */
export const trustedIn = (...value: Access['value']): Resource<'aks.trusted-access', Access> =>
  make(trustedAccess, trustedAccessOf(trustingCluster.id), { value }, { name: 'shop' });

type Rules = NonNullable<TrustedAccessRole['rules']>;

/** What the roles of workspaces allow in the location of the cluster, by their names. */
export const rolesThere = (
  roles: Readonly<Record<string, Rules>>,
): Resource<'aks.trusted-access-roles', typeof trustedAccessRoles.config> =>
  make(trustedAccessRoles, trustedAccessRolesIn(subscription.split('/').at(-1) ?? '', 'westeurope'), {
    value: Object.entries(roles).map(([name, rules]) => ({
      sourceResourceType: 'Microsoft.MachineLearningServices/workspaces',
      name,
      rules,
    })),
  });
