import type { protos } from '@google-cloud/artifact-registry';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';
import { registryCall } from '../repository/resource.ts';

/** Who may use a repository: the answer of `repositories.getIamPolicy`, at the address that `repositoryPolicyOf` gives. */
export const repositoryPolicy = defineType({
  name: 'gcp.artifact-registry-policy',
  scope: 'gcp-project',
  reads: ['artifactregistry.repositories.getIamPolicy'],
  changedBy: [registryCall('SetIamPolicy')],
  volatile: ['etag'],
  config: wire<protos.google.iam.v1.IPolicy>(),
  home: projectOf,
});

/** The address of the policy of a repository, given by its full name. */
export const repositoryPolicyOf = (repository: string): string => `${repository}/iamPolicy`;

/** The full name of the repository that a policy's address is about. */
export const repositoryOfPolicy = (address: string): string => address.replace(/\/iamPolicy$/, '');
