import { defineFact, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, isUnread } from '#rule';
import { broadGrants, isToldOf } from '../../aks/cluster/identity-facts.ts';
import { aksCluster } from '../../aks/cluster/resource.ts';
import { clusterRights, definitionOf, undefinedRole } from '../../authorization/role-assignment/cluster-facts.ts';
import { mayBeIdentity, reaches } from '../../authorization/role-assignment/facts.ts';
import { roleAssignment } from '../../authorization/role-assignment/resource.ts';
import { allows, type Plane } from '../../authorization/role-definition/facts.ts';
import { roleDefinition } from '../../authorization/role-definition/resource.ts';
import { acrRegistry } from './resource.ts';

type Assignment = ResourceOf<typeof roleAssignment>;

/** Somebody who may change images of a registry. */
export interface Publisher {
  /** The object id in Entra, in lower case. */
  readonly principal: string;
  /** The first of the assignments that say so, and what its role is called. */
  readonly assignment: Assignment;
  readonly role: string;
  /** Conditions leave but some repositories. */
  readonly isLimited: boolean;
}

/** All of them, each once, and why there may be more. */
export interface Publishers {
  readonly publishers: readonly Publisher[];
  readonly unclear: readonly Unknown[];
}

type Operation = readonly [plane: Plane, operation: string];

const inRegistry = (operation: string, plane: Plane = 'actions'): Operation => [
  plane,
  `Microsoft.ContainerRegistry/registries/${operation}`,
];

/** By the mode in which a registry takes roles; without one it is the older. */
const pushes: Readonly<Record<'legacy' | 'abac', readonly Operation[]>> = {
  legacy: [inRegistry('push/write'), inRegistry('artifacts/delete')],
  abac: [
    inRegistry('repositories/content/write', 'dataActions'),
    inRegistry('repositories/content/delete', 'dataActions'),
  ],
};
const always = ['write', 'importImage/action', 'tasks/write', 'scheduleRun/action'].map((it) => inRegistry(it));
/** The password of the account that may do everything in a registry, where there is that account. */
const password = inRegistry('listCredentials/action');

/**
 * Who may change the images of a registry by a role of Azure. Roles that are too broad for the identity of a cluster, or
 * that administer a cluster, are told elsewhere. A condition limits what is pushed in a registry that takes roles by repository alone.
 * Sources: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions,
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview
 */
export const registryPublishers = defineFact({
  name: 'acr.publishers',
  of: acrRegistry,
  uses: [roleAssignment, roleDefinition, aksCluster, clusterRights, broadGrants],
  work({ id, config }, { list, listAll, find, fact }): Publishers {
    const mode = config.roleAssignmentMode?.toLowerCase() === 'abacrepositorypermissions' ? 'abac' : 'legacy';
    const { unread } = list(aksCluster);
    const found = list(roleAssignment).items.flatMap((assignment): readonly (Publisher | Unknown)[] => {
      const { principalId, roleDefinitionId, scope, condition } = assignment.config;
      if (scope === undefined) return [fieldMissing('scope')];
      if (!reaches(scope, id)) return [];
      if (!principalId) return [fieldMissing('principalId')];
      const role = find(roleDefinition, definitionOf(assignment.id, roleDefinitionId));
      if (isUnread(role)) return [role];
      if (role === 'absent' || !role.config.permissions) return [undefinedRole(roleDefinitionId)];
      const may = (them: readonly Operation[]) => them.some(([plane, it]) => allows(role.config, it, plane));
      const changes = may(config.adminUserEnabled === true ? [...always, password] : always);
      if (!changes && !may(pushes[mode])) return [];
      const rights = fact(clusterRights, assignment);
      if (isUnread(rights)) return [rights];
      const principal = principalId.toLowerCase();
      const owners = mayBeIdentity(assignment.config) ? listAll(aksCluster, { principal }) : undefined;
      const isTold = isToldOf(assignment, owners?.items ?? [], (it) => fact(broadGrants, it));
      if (rights.ways.length > 0 || isTold) return [];
      const why = unread ?? owners?.unread;
      if (why) return [why];
      const isLimited = !changes && mode === 'abac' && repositories.test(condition ?? '');
      return [{ principal, assignment, role: role.name, isLimited }];
    });
    return {
      publishers: joined(found.flatMap((it) => (isUnread(it) ? [] : it))),
      unclear: found.flatMap((it) => (isUnread(it) ? it : [])),
    };
  },
});

const repositories = /Microsoft\.ContainerRegistry\/registries\/repositories:name/i;

/** Each principal once: it is limited where all that it holds is. */
const joined = (them: readonly Publisher[]): readonly Publisher[] =>
  [...Map.groupBy(them, ({ principal }) => principal).values()].flatMap(([first, ...rest]) =>
    first ? [rest.find(({ isLimited }) => !isLimited && first.isLimited) ?? first] : [],
  );
