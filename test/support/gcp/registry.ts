import { repositoryPolicy, repositoryPolicyOf } from '#clouds/gcp/artifact-registry/repository-policy/resource';
import { repository, repositoryOf } from '#clouds/gcp/artifact-registry/repository/resource';
import { projectPolicy, projectPolicyOf } from '#clouds/gcp/resource-manager/project-policy/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';
import { project } from './gke.ts';

type Policy = typeof repositoryPolicy.config;
export type Binding = NonNullable<Draft<Policy>['bindings']>[number];

export const shopImages = `${project}/locations/europe-west1/repositories/shop`;

/** A repository of images called shop, except for what a test says. */
export const repositoryWith = (
  config: Draft<typeof repository.config> = {},
): Resource<'gcp.artifact-registry', typeof repository.config> => {
  const name = config.name ?? shopImages;
  return make(repository, repositoryOf(name), { name, format: 'DOCKER', mode: 'STANDARD_REPOSITORY', ...config });
};

/** The policy of a repository, of the one called shop where a test does not say. */
export const policyWith = (
  bindings: readonly Binding[] | undefined,
  { name = shopImages, ...policy }: Draft<Policy> & { readonly name?: string } = {},
): Resource<'gcp.artifact-registry-policy', Policy> =>
  make(repositoryPolicy, repositoryPolicyOf(repositoryOf(name)), { bindings, etag: 'BwYAAAAAAAA=', ...policy });

/** The policy of the project. */
export const projectPolicyWith = (
  bindings: readonly Binding[] = [],
): Resource<'gcp.project-policy', typeof projectPolicy.config> =>
  make(projectPolicy, projectPolicyOf(project.replace('projects/', '')), { bindings, etag: 'BwYBBBBBBBB=' });

/** The policy of the project with what it says of logs, as the API prints it. */
export const auditing = (
  ...auditConfigs: readonly object[]
): Resource<'gcp.project-policy', typeof projectPolicy.config> => {
  const policy = projectPolicyWith();
  return { ...policy, config: { ...policy.config, ...(auditConfigs.length > 0 && { auditConfigs }) } };
};
