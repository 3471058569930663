import { defineAction, wire, type Wire } from '#model';
import type { PublicGrant } from '../repository/access-facts.ts';
import { repositoryPolicy } from './resource.ts';

type Policy = typeof repositoryPolicy.config;

/** A whole policy but for its audit configuration, which the service leaves as it is. */
export interface NewPolicy {
  readonly version?: Policy['version'];
  readonly bindings: NonNullable<Policy['bindings']>;
  /** The service refuses the change when the policy is another one by now; without one, another than the subject is. */
  readonly etag?: string;
}

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
  undo: ({ config: { bindings, version } }, _, again) => [
    again({ bindings: bindings ?? [], ...(version && { version }) }),
  ],
});

/** The bindings of a policy without some of their members. A binding that is left without any goes. */
export function bindingsWithout({ bindings }: Policy, grants: readonly PublicGrant[]): Wire<NewPolicy>['bindings'] {
  const away = new Set(grants.map(({ role, member }) => `${role} ${member}`));
  return (bindings ?? []).flatMap((binding) => {
    if (binding.condition) return [binding];
    const members = (binding.members ?? []).filter((member) => !away.has(`${binding.role ?? ''} ${member}`));
    return members.length > 0 ? [{ ...binding, members }] : [];
  });
}

/** The API leaves an empty list out. */
function withBindings({ bindings: _old, ...rest }: Policy, bindings: NewPolicy['bindings']): Policy {
  return bindings.length > 0 ? { ...rest, bindings } : rest;
}
