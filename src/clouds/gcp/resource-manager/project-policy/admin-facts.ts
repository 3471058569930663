import { isBasicRole } from '../../gke/cluster/node-role-facts.ts';
import { grantsIn, isAnyone, poolAsGroup, type Grant } from './grant-facts.ts';
import type { projectPolicy } from './resource.ts';

/** Who may do what to the clusters of a project, or in them, by the policy of the project. */
export interface ClusterAdmins {
  /** The grants to a member that stands for more people or machines than anybody can name, by that member. */
  readonly crowds: ReadonlyMap<string, readonly Grant[]>;
  /** The grants to anybody else but Google itself. */
  readonly named: readonly Grant[];
}

/**
 * The holders of the roles that lead to every cluster of a project: by `container.admin` and the basic roles to all that is
 * in them, by `container.developer` to their workloads, by `container.clusterAdmin` to the clusters themselves.
 * Source: https://cloud.google.com/iam/docs/roles-permissions/container
 */
export function clusterAdmins(policy: typeof projectPolicy.config): ClusterAdmins {
  const grants = grantsIn(policy).filter(({ role }) => watched.has(role) || isBasicRole(role));
  const crowds = grants.filter(({ member }) => isCrowd(member));
  return {
    crowds: Map.groupBy(crowds, ({ member }) => member),
    named: grants.filter(({ member }) => !isCrowd(member) && !isOfGoogle(member)),
  };
}

/** The members of some grants, each once. */
export const membersOf = (grants: readonly Grant[]): readonly string[] => [
  ...new Set(grants.map(({ member }) => member)),
];

/** Those of them that are service accounts, each with its address. */
export const accountsOf = (grants: readonly Grant[]): readonly (readonly [member: string, account: string])[] =>
  membersOf(grants).flatMap((it) =>
    it.startsWith('serviceAccount:') ? [[it, it.slice('serviceAccount:'.length)]] : [],
  );

const watched = new Set(['roles/container.admin', 'roles/container.clusterAdmin', 'roles/container.developer']);

/**
 * A domain, every identity of a pool, every pod of a pool or of a cluster, every service account of a project or of what is
 * above it.
 * Source: https://cloud.google.com/iam/docs/principal-identifiers
 */
export const isCrowd = (member: string): boolean =>
  isAnyone(member) ||
  member.startsWith('domain:') ||
  poolAsGroup(member) !== undefined ||
  (member.startsWith('principalSet://') && /\/\*$|\/type\/ServiceAccount$|\/kubernetes\.cluster\//.test(member));

/**
 * The agents by which Google works in a project, by the projects that they are from. Others can be called `service-1@` too.
 * Source: https://cloud.google.com/iam/docs/service-agents
 */
export const isOfGoogle = (member: string): boolean =>
  /^serviceAccount:\d+@cloudservices\.gserviceaccount\.com$/.test(member) ||
  /^serviceAccount:service-\d+@(?:container-engine-robot|compute-system|containerregistry)\.iam\.gserviceaccount\.com$/.test(
    member,
  );
