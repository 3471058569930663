import { defineFact, type Unknown } from '#model';
import { isMissed, isUnread, unknown } from '#rule';
import { projectOf } from '../../address.ts';
import { isAnyone } from '../../resource-manager/project-policy/grant-facts.ts';
import { projectPolicy, projectPolicyOf } from '../../resource-manager/project-policy/resource.ts';
import { repositoryPolicy, repositoryPolicyOf } from '../repository-policy/resource.ts';
import { repository } from './resource.ts';

type Policy = typeof repositoryPolicy.config;

/** A role that stands open to anyone. */
export interface PublicGrant {
  readonly member: string;
  readonly role: string;
  readonly on: 'repository' | 'project';
  readonly access: 'read' | 'write';
  /** Where the member stands in its policy. */
  readonly at: string;
}

/** What anyone may do with a repository, and what of it cannot be said. */
export interface PublicAccess {
  readonly grants: readonly PublicGrant[];
  readonly unsure: readonly Unknown[];
  /** A policy that was to be read and was not: it may let anyone do more. */
  readonly missed: Unknown | undefined;
}

/**
 * What roles can do with artifacts, https://cloud.google.com/artifact-registry/docs/access-control and
 * https://cloud.google.com/iam/docs/roles-overview#basic
 */
const accessBy: Readonly<Record<string, PublicGrant['access']>> = {
  'roles/artifactregistry.reader': 'read',
  'roles/viewer': 'read',
  'roles/artifactregistry.writer': 'write',
  'roles/artifactregistry.createOnPushWriter': 'write',
  'roles/artifactregistry.createOnPushRepoAdmin': 'write',
  'roles/artifactregistry.repoAdmin': 'write',
  'roles/artifactregistry.admin': 'write',
  'roles/editor': 'write',
  'roles/owner': 'write',
};

/** What the policies of a repository and of its project let anyone do with it. Those of folders are not read. */
export const publicAccess = defineFact({
  name: 'gcp.public-access',
  of: repository,
  uses: [repositoryPolicy, projectPolicy],
  work({ id }, { find }): PublicAccess {
    const project = projectOf(id)?.slice('gcp:'.length) ?? '';
    const [own, above] = [repositoryPolicyOf(id), projectPolicyOf(project)];
    const [its, projects] = [find(repositoryPolicy, own), find(projectPolicy, above)];
    const parts = [accessIn(its, own, 'repository'), accessIn(projects, above, 'project')];
    return {
      grants: parts.flatMap(({ grants }) => grants),
      unsure: parts.flatMap(({ unsure }) => unsure),
      missed: [its, projects].find(isMissed),
    };
  },
});

/** The grants that may not be, the gravest first; what everyone is meant to read only nobody else may write. */
export const offendingGrants = (grants: readonly PublicGrant[], isMeantToBeRead: boolean): readonly PublicGrant[] => [
  ...grants.filter(({ access }) => access === 'write'),
  ...grants.filter(({ access }) => access === 'read' && !isMeantToBeRead),
];

/** What cannot be read the engine notes by itself. */
function accessIn(
  found: { readonly config: Policy } | 'absent' | Unknown,
  id: string,
  on: PublicGrant['on'],
): Omit<PublicAccess, 'missed'> {
  if (found === 'absent')
    return { grants: [], unsure: [unknown('not-found', `The policy of the ${on} was not read.`)] };
  if (isUnread(found)) return { grants: [], unsure: [] };
  const held = (found.config.bindings ?? []).flatMap(({ role, members, condition }, i) =>
    (members ?? []).flatMap((member, k) => {
      const access = condition ? undefined : accessBy[role ?? ''];
      return isAnyone(member)
        ? [{ member, role: role ?? '', on, access, at: `${id}#bindings[${i}].members[${k}]` }]
        : [];
    }),
  );
  return {
    grants: held.flatMap(({ access, ...it }) => (access ? [{ ...it, access }] : [])),
    unsure: held
      .filter(({ access }) => access === undefined)
      .map(({ member, role }) => unknown('outside', `What ${member} can do by ${role} on the ${on} is not read.`)),
  };
}
