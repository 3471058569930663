import { defineFact, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { aksCluster } from '../../aks/cluster/resource.ts';
import { administersInside, allows } from '../role-definition/facts.ts';
import { definitionAddress, roleDefinition } from '../role-definition/resource.ts';
import { mayBeIdentity, reaches } from './facts.ts';
import { handsOut } from './handing-out.ts';
import { roleAssignment } from './resource.ts';

type Cluster = ResourceOf<typeof aksCluster>;
type Role = typeof roleDefinition.config;

/** A way in which a role makes its holder the administrator of a cluster, the nearest first. */
export type Way = 'authorization' | 'credential' | 'command' | 'cluster' | 'roles';

/** What a role that is assigned gives on the clusters that it reaches. */
export interface ClusterRights {
  readonly role: string;
  /** The clusters that it reaches. */
  readonly reached: readonly Cluster[];
  /** Those of them that it administers, with the nearest way to each. */
  readonly ways: readonly { readonly cluster: Cluster; readonly way: Way }[];
  /** The clusters whose identities hold it. */
  readonly owners: readonly Cluster[];
  /** Why there may be more. */
  readonly unclear?: Unknown;
}

const clusters = 'Microsoft.ContainerService/managedClusters';

/**
 * What an assignment gives on the clusters of its subscription. What is only eligible for activation is not among the
 * assignments, and what a deny assignment takes away is not read.
 * Sources: https://learn.microsoft.com/azure/aks/manage-azure-rbac, https://learn.microsoft.com/azure/aks/control-kubeconfig-access,
 * https://learn.microsoft.com/azure/aks/access-private-cluster
 */
export const clusterRights = defineFact({
  name: 'azure.cluster-rights',
  of: roleAssignment,
  uses: [aksCluster, roleDefinition],
  work({ id, config }, { list, listAll, find }): ClusterRights | Unknown {
    const { scope } = config;
    if (scope === undefined) return fieldMissing('scope');
    const reached = list(aksCluster).items.filter((it) => reaches(scope, it.id));
    if (reached.length === 0) return { role: '', reached, ways: [], owners: [] };
    const found = find(roleDefinition, definitionOf(id, config.roleDefinitionId));
    if (isUnread(found)) return found;
    if (found === 'absent') return undefinedRole(config.roleDefinitionId);
    if (!found.config.permissions) return undefinedRole(config.roleDefinitionId);
    const hands = handsOut(config, found.config, id.split('/')[2] ?? '', { find });
    const ways = reached.flatMap((cluster) => {
      const way = wayTo(cluster, found.config) ?? (hands === 'any' ? 'roles' : undefined);
      return way ? [{ cluster, way }] : [];
    });
    const owners = listAll(aksCluster, { principal: config.principalId?.toLowerCase() ?? '' });
    if (owners.items.length === 0 && owners.unread && mayBeIdentity(config)) return owners.unread;
    return {
      ...{ role: found.name, reached, ways, owners: owners.items },
      ...(hands === 'unclear' && { unclear: unclearCondition }),
    };
  },
});

/** The address of the role that an assignment names, in the subscription that sees the assignment. */
export const definitionOf = (assignment: string, role: string | undefined): string =>
  definitionAddress(assignment.split('/')[2] ?? '', role ?? '');

export const undefinedRole = (role: string | undefined): Unknown =>
  unknown('not-found', `What the role ${role?.split('/').at(-1) ?? ''} allows was not read.`);

export const unclearCondition = unknown('malformed', 'Which roles its condition leaves to hand out cannot be told.');

function wayTo({ config }: Cluster, role: Role): Way | undefined {
  const { aadProfile, disableLocalAccounts, apiServerAccessProfile } = config;
  if (aadProfile?.enableAzureRbac === true && administersInside(role)) return 'authorization';
  // Where Entra signs nobody in, the credential of the user is that of the administrator.
  const credentials = aadProfile ? credentialsOfAdmin : [...credentialsOfAdmin, 'listClusterUserCredential'];
  if (disableLocalAccounts !== true && credentials.some((it) => allows(role, `${clusters}/${it}/action`)))
    return 'credential';
  const asAdmin = apiServerAccessProfile?.disableRunCommand !== true && aadProfile?.managed !== true;
  if (asAdmin && allows(role, `${clusters}/runCommand/action`)) return 'command';
  return allows(role, `${clusters}/write`) ? 'cluster' : undefined;
}

/** The second is the older call for the same. */
const credentialsOfAdmin = ['listClusterAdminCredential', 'accessProfiles/listCredential'];
