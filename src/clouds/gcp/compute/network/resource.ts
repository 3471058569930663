import type { compute_v1 } from '@googleapis/compute';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

/** A VPC network: an entry of `networks.list`. */
export const network = defineType({
  name: 'gcp.network',
  scope: 'gcp-project',
  reads: ['compute.networks.list'],
  changedBy: ['insert', 'patch', 'delete'].flatMap((verb) =>
    ['v1', 'beta'].map((version) => `${version}.compute.networks.${verb}`),
  ),
  config: wire<compute_v1.Schema$Network>(),
  home: projectOf,
});
