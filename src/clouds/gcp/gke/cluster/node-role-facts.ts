import type { Evidence } from '#rule';
import type { ResourceOf } from '#model';
import { roleOf } from '../../resource-manager/project-policy/grant-facts.ts';
import { projectPolicyOf, type projectPolicy } from '../../resource-manager/project-policy/resource.ts';

type Policy = ResourceOf<typeof projectPolicy>;

/** A role that lets the account of nodes do more than nodes need, and the binding that gives it. */
export interface NodeRole {
  readonly role: string;
  readonly seen: Evidence;
}

/**
 * The roles by which a project lets an account, given by its address, do more than nodes need: under a condition too.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster#use_least_privilege_sa
 */
export const riskyRoles = ({ id, config }: Policy, account: string): readonly NodeRole[] =>
  (config.bindings ?? []).flatMap(({ role: named, members }, i) => {
    const role = roleOf(named ?? '');
    return isRisky(role) && members?.includes(`serviceAccount:${account}`)
      ? [{ role, seen: { at: `${id}#bindings[${i}]`, actual: role } }]
      : [];
  });

/** The address of the policy of the project that a cluster, given by its full name, is in. */
export const policyBeside = (cluster: string): string =>
  projectPolicyOf(/\/projects\/([^/]*)\//.exec(cluster)?.[1] ?? '');

/** How grave it is that nodes hold a role; undefined for one that is not known to do more than nodes need. */
export function gradeOfRole(role: string): 'critical' | 'high' | undefined {
  if (isBasicRole(role)) return 'critical';
  return isRisky(role) ? 'high' : undefined;
}

/** Whether a role was made by somebody: what it allows is in no policy. */
export const isCustomRole = (role: string): boolean => /^(?:projects|organizations)\//.test(role);

/**
 * Whether a role lets its holder change nearly everything in a project: the basic roles, of the older and the newer names.
 * Source: https://cloud.google.com/iam/docs/roles-overview#basic
 */
export const isBasicRole = (role: string): boolean => basic.has(role);

const basic = new Set(['roles/owner', 'roles/editor', 'roles/admin', 'roles/writer']);

const isRisky = (role: string): boolean =>
  /admin$/i.test(role) || isBasicRole(role) || others.has(role.replace(/^roles\//, ''));

const others = new Set([
  ...['iam.serviceAccountTokenCreator', 'iam.serviceAccountUser', 'container.developer'],
  ...['compute.instanceAdmin.v1', 'secretmanager.secretAccessor', 'artifactregistry.writer'],
]);
