import {
  effectiveFirewalls,
  effectiveFirewallsOf,
  regionEffectiveFirewalls,
  regionEffectiveFirewallsOf,
} from '#clouds/gcp/compute/effective-firewalls/resource';
import { firewall } from '#clouds/gcp/compute/firewall/resource';
import { network } from '#clouds/gcp/compute/network/resource';
import { computeProject, computeProjectOf } from '#clouds/gcp/compute/project/resource';
import { subnetwork } from '#clouds/gcp/compute/subnetwork/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';
import { mainNetwork, project } from './gke.ts';

type Vpc = typeof firewall.config;
type Effective = typeof regionEffectiveFirewalls.config;
export type Policy = NonNullable<Effective['firewallPolicys']>[number];
type PolicyRule = NonNullable<Policy['rules']>[number];

const link = `https://www.googleapis.com/compute/v1/${project}/global`;

/** A VPC rule called ssh that lets SSH in from everywhere, except for what a test says. */
export const vpcRule = (config: Draft<Vpc> = {}): Resource<'gcp.firewall', Vpc> => {
  const name = config.name ?? 'ssh';
  return make(firewall, `//compute.googleapis.com/${project}/global/firewalls/${name}`, {
    name,
    network: `${link}/networks/main`,
    direction: 'INGRESS',
    priority: 1000,
    sourceRanges: ['0.0.0.0/0'],
    allowed: [{ IPProtocol: 'tcp', ports: ['22'] }],
    ...config,
  });
};

/** A VPC rule that denies what a test says. */
export const vpcDeny = (config: Draft<Vpc>): Resource<'gcp.firewall', Vpc> =>
  vpcRule({ name: 'deny', allowed: undefined, denied: [{ IPProtocol: 'all' }], ...config });

/** A rule of a policy that lets SSH in from everywhere, except for what a test says. */
export const policyRule = (rule: Draft<PolicyRule> = {}): Draft<PolicyRule> => ({
  action: 'allow',
  direction: 'INGRESS',
  priority: 100,
  match: { srcIpRanges: ['0.0.0.0/0'], layer4Configs: [{ ipProtocol: 'tcp', ports: ['22'] }] },
  ...rule,
});

/** A rule of a policy that denies SSH from everywhere. */
export const policyDeny = (rule: Draft<PolicyRule> = {}): Draft<PolicyRule> => policyRule({ action: 'deny', ...rule });

/** A policy called org, of the organisation. */
export const policyOf = (rules: readonly Draft<PolicyRule>[], policy: Draft<Policy> = {}): Draft<Policy> => ({
  name: 'org',
  type: 'HIERARCHY',
  rules,
  ...policy,
});

/** What is in force on the network main. */
export const effectiveWith = (
  firewallPolicys: readonly Draft<Policy>[] = [],
  firewalls: readonly Draft<Vpc>[] = [],
): Resource<'gcp.effective-firewalls', typeof effectiveFirewalls.config> =>
  make(effectiveFirewalls, effectiveFirewallsOf(mainNetwork), { firewallPolicys, firewalls });

/** What is in force on the network main in a region. */
export const regionalWith = (
  firewallPolicys: readonly Draft<Policy>[],
  region = 'europe-west1',
): Resource<'gcp.region-effective-firewalls', Effective> =>
  make(regionEffectiveFirewalls, regionEffectiveFirewallsOf(mainNetwork, region), { firewallPolicys });

/** The network main; policies come after the VPC's rules unless a test says otherwise. */
export const networkWith = (order?: string): Resource<'gcp.network', typeof network.config> =>
  make(network, mainNetwork, {
    name: 'main',
    selfLink: `${link}/networks/main`,
    ...(order !== undefined && { networkFirewallPolicyEnforcementOrder: order }),
  });

type Compute = typeof computeProject.config;

/** The project as Compute Engine describes it, with what a test says. */
export const computeProjectSaying = (config: Draft<Compute>): Resource<'gcp.compute-project', Compute> =>
  make(computeProject, computeProjectOf(project.replace('projects/', '')), { name: 'shop-prod', ...config });

/** The same with metadata for its machines. */
export const computeProjectWith = (
  metadata: Readonly<Record<string, string>>,
): Resource<'gcp.compute-project', Compute> => {
  const items = Object.entries(metadata).map(([key, value]) => ({ key, value }));
  return computeProjectSaying({ commonInstanceMetadata: items.length > 0 ? { items } : {} });
};

type Subnetwork = typeof subnetwork.config;

/** The full name of the subnetwork called nodes, where the cluster called shop may be. */
export const nodesSubnetwork = `//compute.googleapis.com/${project}/regions/europe-west1/subnetworks/nodes`;

/** That subnetwork of the network main, with what a test says. */
export const subnetworkWith = (config: Draft<Subnetwork> = {}): Resource<'gcp.subnetwork', Subnetwork> =>
  make(subnetwork, nodesSubnetwork, { name: 'nodes', network: `${link}/networks/main`, purpose: 'PRIVATE', ...config });
