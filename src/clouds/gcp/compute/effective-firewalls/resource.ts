import type { compute_v1 } from '@googleapis/compute';
import { defineType, wire } from '#model';
import { lastPart, projectOf } from '../../address.ts';
import { firewall } from '../firewall/resource.ts';

const policyCalls = ['addAssociation', 'removeAssociation', 'addRule', 'patchRule', 'removeRule', 'cloneRules'];
const callsOf = (kind: string) =>
  policyCalls.flatMap((call) => ['v1', 'beta'].map((version) => `${version}.compute.${kind}.${call}`));

/**
 * The VPC rules of a network and the hierarchical and global network policies in force on it: the answer of
 * `networks.getEffectiveFirewalls`. It names no network: see `effectiveFirewallsOf` for its address.
 */
export const effectiveFirewalls = defineType({
  name: 'gcp.effective-firewalls',
  scope: 'gcp-project',
  reads: ['compute.networks.getEffectiveFirewalls'],
  changedBy: [...firewall.changedBy, ...callsOf('firewallPolicies'), ...callsOf('networkFirewallPolicies')],
  config: wire<compute_v1.Schema$NetworksGetEffectiveFirewallsResponse>(),
  home: projectOf,
});

/** The same for one region, whose own network policies are in it too: `regionNetworkFirewallPolicies.getEffectiveFirewalls`. */
export const regionEffectiveFirewalls = defineType({
  name: 'gcp.region-effective-firewalls',
  scope: 'gcp-project',
  reads: ['compute.networks.getRegionEffectiveFirewalls'],
  changedBy: [
    ...callsOf('firewallPolicies'),
    ...callsOf('networkFirewallPolicies'),
    ...callsOf('regionNetworkFirewallPolicies'),
  ],
  config: wire<compute_v1.Schema$RegionNetworkFirewallPoliciesGetEffectiveFirewallsResponse>(),
  home: projectOf,
});

/** The address of the answer for a network, given by its full name. */
export const effectiveFirewallsOf = (network: string): string => `${network}/effectiveFirewalls`;

/** The address of the answer for a network in a region. */
export const regionEffectiveFirewallsOf = (network: string, region: string): string =>
  `${network.replace('/global/', `/regions/${region}/`)}/effectiveFirewalls`;

/** The full name of the network that an effective-firewalls address is about. */
export const networkOfEffective = (address: string): string =>
  address.replace(/\/regions\/[^/]+\//, '/global/').replace(/\/effectiveFirewalls$/, '');

/** The short name of the network, which is what a person calls the answer. */
export const effectiveFirewallsName = (address: string): string => lastPart(networkOfEffective(address));
