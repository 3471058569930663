import type { compute_v1 } from '@googleapis/compute';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

/** What Compute Engine says of a project, at the address that `computeProjectOf` gives: of its metadata only what is no secret. */
export const computeProject = defineType({
  name: 'gcp.compute-project',
  scope: 'gcp-project',
  reads: ['compute.projects.get'],
  changedBy: ['setCommonInstanceMetadata'].flatMap((verb) =>
    ['v1', 'beta'].map((version) => `${version}.compute.projects.${verb}`),
  ),
  config: wire<compute_v1.Schema$Project>(),
  home: projectOf,
});

/** The address of what Compute Engine says of a project, given by its id. */
export const computeProjectOf = (project: string): string =>
  `//compute.googleapis.com/projects/${project}/computeProject`;
