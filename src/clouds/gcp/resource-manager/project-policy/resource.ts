import type { protos } from '@google-cloud/artifact-registry';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

/** Who may do what in a project: the answer of `projects.getIamPolicy`, at the address that `projectPolicyOf` gives. */
export const projectPolicy = defineType({
  name: 'gcp.project-policy',
  scope: 'gcp-project',
  reads: ['resourcemanager.projects.getIamPolicy'],
  changedBy: ['SetIamPolicy'],
  volatile: ['etag'],
  config: wire<protos.google.iam.v1.IPolicy>(),
  home: projectOf,
});

/** The address of the policy of a project, given by its id. */
export const projectPolicyOf = (project: string): string =>
  `//cloudresourcemanager.googleapis.com/projects/${project}/iamPolicy`;
