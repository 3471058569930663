import { defineFact, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { armId, groupBeside } from '../../address.ts';
import { definitionOf, unclearCondition, undefinedRole } from '../../authorization/role-assignment/cluster-facts.ts';
import { isWide } from '../../authorization/role-assignment/facts.ts';
import { handsOut, type HandsOut } from '../../authorization/role-assignment/handing-out.ts';
import { roleAssignment } from '../../authorization/role-assignment/resource.ts';
import { allowsAll, changesIn } from '../../authorization/role-definition/facts.ts';
import { roleDefinition } from '../../authorization/role-definition/resource.ts';
import { identitiesOf, type ClusterIdentity } from './identities.ts';
import { aksCluster } from './resource.ts';

type Assignment = ResourceOf<typeof roleAssignment>;
type Role = ResourceOf<typeof roleDefinition>;

/** A role that an identity of a cluster should not have. */
export interface BroadGrant {
  /** `control plane`, `kubelet`, `control plane and kubelet`. */
  readonly who: string;
  readonly assignment: Assignment;
  readonly role: string;
  /** It may assign roles, do everything, or change something that pods of a node should not. */
  readonly because: 'roles' | 'everything' | 'change';
}

/**
 * The roles of the identities of a cluster that are broader than a cluster needs, in every subscription that is watched.
 * The identities that workloads take on by federation are not looked at. Every pod on the network of a node can ask for
 * tokens of the kubelet's identity, which therefore only reads.
 * Sources: https://learn.microsoft.com/azure/aks/use-managed-identity,
 * https://learn.microsoft.com/azure/aks/concepts-identity#aks-service-permissions
 */
export const broadGrants = defineFact({
  name: 'aks.broad-grants',
  of: aksCluster,
  uses: [roleAssignment, roleDefinition],
  work({ id, config }, { listAll, find }): readonly (BroadGrant | Unknown)[] {
    const nodes = groupBeside(id, config.nodeResourceGroup);
    const holders = [...Map.groupBy(identitiesOf(config), ({ principal }) => principal)];
    const grants = holders.flatMap(([principal, them]) =>
      distinct(listAll(roleAssignment, { principal }).items).map((assignment) => {
        const role = find(roleDefinition, definitionOf(assignment.id, assignment.config.roleDefinitionId));
        if (isUnread(role)) return role;
        if (role === 'absent' || !role.config.permissions) return undefinedRole(assignment.config.roleDefinitionId);
        if (assignment.config.scope === undefined) return fieldMissing('scope');
        const hands = handsOut(assignment.config, role.config, assignment.id.split('/')[2] ?? '', { find });
        const because = reasonOf(assignment, role, { nodes, hands, isOfNodes: them.some(isKubelet) });
        if (because === undefined || typeof because !== 'string') return because;
        return { who: [...new Set(them.map(({ what }) => what))].join(' and '), assignment, role: role.name, because };
      }),
    );
    return [...missingIn(config), ...grants.flatMap((it) => it ?? [])];
  },
});

const isKubelet = ({ what }: ClusterIdentity): boolean => what === 'kubelet';

/** What every subscription below inherits is one assignment. */
const distinct = (them: readonly Assignment[]): readonly Assignment[] => [
  ...new Map(them.map((it) => [armId(it.config.id ?? it.id), it])).values(),
];

interface About {
  readonly nodes: string | undefined;
  readonly hands: HandsOut;
  readonly isOfNodes: boolean;
}

function reasonOf(
  { config }: Assignment,
  { config: role }: Role,
  { nodes, hands, isOfNodes }: About,
): BroadGrant['because'] | Unknown | undefined {
  if (hands === 'any') return 'roles';
  if (allowsAll(role) && isWide(config) && (nodes === undefined || armId(config.scope ?? '') !== nodes))
    return 'everything';
  if (isOfNodes && changesIn(role).length > 0) return 'change';
  return hands === 'unclear' ? unclearCondition : undefined;
}

/** Identities that a cluster has, and that its answer does not name. */
function missingIn(config: typeof aksCluster.config): readonly Unknown[] {
  if (!config.identity?.type || config.identity.type.toLowerCase() === 'none') return [servicePrincipal];
  const named = new Set(identitiesOf(config).map(({ what }) => what));
  return [
    ...(named.has('control plane') ? [] : [fieldMissing('identity.principalId')]),
    ...(named.has('kubelet') ? [] : [fieldMissing('identityProfile.kubeletidentity.objectId')]),
  ];
}

const servicePrincipal = unknown(
  'outside',
  'The object id of its service principal is in Entra alone, which is not read.',
);

/** Whether an assignment is told as too broad for the identity of one of some clusters. */
export const isToldOf = (
  assignment: Assignment,
  owners: readonly ResourceOf<typeof aksCluster>[],
  grantsOf: (cluster: ResourceOf<typeof aksCluster>) => readonly (BroadGrant | Unknown)[],
): boolean => {
  const id = armId(assignment.config.id ?? assignment.id);
  return owners.some((it) =>
    grantsOf(it).some((one) => !isUnread(one) && armId(one.assignment.config.id ?? one.assignment.id) === id),
  );
};

/** Whether somebody is the control plane of a cluster, which administers it anyhow. */
export const isControlPlane = (cluster: typeof aksCluster.config, principal = ''): boolean =>
  identitiesOf(cluster).some((it) => it.what === 'control plane' && it.principal === principal.toLowerCase());
