import { defineAction, wire, type Action, type CannotPlan, type Evidence, type Found, type ResourceOf } from '#model';
import { cannotPlan, isUnread } from '#rule';
import { formerPolicy, policyWithout, withBindings, type NewPolicy } from '../../new-policy.ts';
import { repositoryPolicy } from './resource.ts';

/**
 * Sets who may use a repository.
 * Source: https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories/setIamPolicy
 */
export const setRepositoryPolicy = defineAction({
  name: 'gcp.set-repository-policy',
  on: repositoryPolicy,
  kind: 'cas',
  permissions: ['artifactregistry.repositories.setIamPolicy'],
  writes: ['bindings'],
  request: wire<NewPolicy>(),
  simulate: (it, { bindings }) => [{ put: { ...it, config: withBindings(it.config, bindings) } }],
  undo: ({ config }, _, again) => [again(formerPolicy(config))],
});

/** Takes members out of the policy of a repository, by their places in it. */
export function planRemoval(
  policy: Found<ResourceOf<typeof repositoryPolicy>>,
  places: readonly Pick<Evidence, 'at'>[],
): readonly Action[] | CannotPlan {
  if (policy === 'absent' || isUnread(policy)) return cannotPlan('the policy of the repository was not read');
  const request = policyWithout(policy, places);
  return request ? [setRepositoryPolicy(policy, request)] : cannotPlan('the policy has no etag to compare by');
}
