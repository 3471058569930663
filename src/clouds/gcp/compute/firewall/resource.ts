import type { compute_v1 } from '@googleapis/compute';
import { defineType, wire } from '#model';
import { fullName, projectOf } from '../../address.ts';

/** A VPC firewall rule: an entry of `firewalls.list`. */
export const firewall = defineType({
  name: 'gcp.firewall',
  scope: 'gcp-project',
  reads: ['compute.firewalls.list', 'compute.firewalls.get'],
  changedBy: ['insert', 'patch', 'update', 'delete'].flatMap((verb) =>
    ['v1', 'beta'].map((version) => `${version}.compute.firewalls.${verb}`),
  ),
  config: wire<compute_v1.Schema$Firewall>(),
  keys: {
    /** The full name of the network it filters. */
    network: (config) => (config.network ? fullName('compute', config.network) : undefined),
  },
  home: projectOf,
});
