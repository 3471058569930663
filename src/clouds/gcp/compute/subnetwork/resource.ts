import type { compute_v1 } from '@googleapis/compute';
import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';

const changes = ['insert', 'patch', 'delete', 'expandIpCidrRange', 'setPrivateIpGoogleAccess'];

/** A subnetwork: one of those that `subnetworks.aggregatedList` holds, region by region. */
export const subnetwork = defineType({
  name: 'gcp.subnetwork',
  scope: 'gcp-project',
  reads: ['compute.subnetworks.list', 'compute.subnetworks.get'],
  changedBy: changes.flatMap((verb) => ['v1', 'beta'].map((version) => `${version}.compute.subnetworks.${verb}`)),
  volatile: ['fingerprint'],
  config: wire<compute_v1.Schema$Subnetwork>(),
  home: projectOf,
});
