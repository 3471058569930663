import { defineFact, type Found, type ResourceOf } from '#model';
import { isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { isBasicRole, isCustomRole } from '../../gke/cluster/node-role-facts.ts';
import { projectOf } from '../../address.ts';
import { isCrowd, isOfGoogle } from '../../resource-manager/project-policy/admin-facts.ts';
import { grantsIn, isAnyone } from '../../resource-manager/project-policy/grant-facts.ts';
import { projectPolicy, projectPolicyOf } from '../../resource-manager/project-policy/resource.ts';
import { repositoryPolicy, repositoryPolicyOf } from '../repository-policy/resource.ts';
import { repository } from './resource.ts';

/** Somebody who may push images. */
export interface Writer {
  readonly member: string;
  /** It stands for more people or machines than anybody can name. */
  readonly isCrowd: boolean;
  /** It may under a condition only, which may never hold, or by a custom role, of which nobody reads what it allows. */
  readonly isUnsure: boolean;
  readonly seen: readonly Evidence[];
}

/**
 * Roles that let push, https://cloud.google.com/artifact-registry/docs/access-control; those that make repositories as
 * they push are for gcr.io alone, and let push as well.
 */
const pushing = new Set(
  ['writer', 'repoAdmin', 'admin', 'createOnPushWriter', 'createOnPushRepoAdmin'].map(
    (role) => `roles/artifactregistry.${role}`,
  ),
);

/**
 * Who may push images to a repository by its policy or by that of its project, each member once. Those of folders are not
 * read; everyone is another finding, and the agents by which Google works are no principals that somebody let in.
 */
export const repositoryWriters = defineFact({
  name: 'gcp.repository-writers',
  of: repository,
  uses: [repositoryPolicy, projectPolicy],
  work({ id }, { find }): { readonly writers: readonly Writer[]; readonly unread: Unknown | undefined } {
    const project = projectOf(id)?.slice('gcp:'.length) ?? '';
    const own = find(repositoryPolicy, repositoryPolicyOf(id));
    const above = find(projectPolicy, projectPolicyOf(project));
    const grants = [...pushingGrants(own, () => false), ...pushingGrants(above, isBasicRole)];
    const writers = [...Map.groupBy(grants, ({ member }) => member)].map(([member, held]) => ({
      member,
      isCrowd: isCrowd(member),
      isUnsure: held.every(({ isConditional, role }) => isConditional || isCustomRole(role)),
      seen: held.map(({ seen }) => seen),
    }));
    return { writers, unread: unreadOf(own, 'repository') ?? unreadOf(above, 'project') };
  },
});

type Policy = Found<ResourceOf<typeof repositoryPolicy> | ResourceOf<typeof projectPolicy>>;

function pushingGrants(policy: Policy, counts: (role: string) => boolean) {
  if (policy === 'absent' || isUnread(policy)) return [];
  return grantsIn(policy.config)
    .filter(
      ({ role, member }) =>
        (pushing.has(role) || counts(role) || isCustomRole(role)) && !isAnyone(member) && !isAgent(member),
    )
    .map(({ seen, ...grant }) => ({ ...grant, seen: { ...seen, at: `${policy.id}#${seen.at}` } }));
}

/** Agents of services have projects of Google's own. */
const isAgent = (member: string): boolean =>
  isOfGoogle(member) || /^serviceAccount:service-\d+@gcp-sa-[a-z0-9-]+\.iam\.gserviceaccount\.com$/.test(member);

function unreadOf(policy: Policy, of: string): Unknown | undefined {
  if (policy === 'absent') return unknown('not-found', `The policy of the ${of} was not read.`);
  return isUnread(policy) ? policy : undefined;
}
