import {
  effectiveWith,
  networkWith,
  policyDeny,
  policyOf,
  policyRule,
  regionalWith,
  vpcRule,
} from '../../../support/gcp/compute.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';

const open = 'ssh opens port 22 of public nodes to the internet.';
const cannot = 'change the policy itself';
const networks = 'https://www.googleapis.com/compute/v1/projects/shop-prod/global/networks';
const unnamed = '//compute.googleapis.com/projects//global/networks//effectiveFirewalls';
const besides = (network: string) => ({ additionalNodeNetworkConfigs: [{ network, subnetwork: 'second' }] });

/** The cases of networks: those that a policy rule is bound to, those that pools have besides, and unnamed ones. */
export const networkCases = {
  pass: {
    'a hierarchical deny for this network goes before the VPC': {
      on: vpcRule(),
      beside: [
        gkeWith(),
        networkWith(),
        effectiveWith([policyOf([policyDeny({ targetResources: [`${networks}/main`] })])]),
      ],
    },
  },
  fail: {
    'a hierarchical deny for another network shadows nothing': {
      on: vpcRule(),
      beside: [
        gkeWith(),
        networkWith(),
        effectiveWith([policyOf([policyDeny({ targetResources: [`${networks}/other`] })])]),
      ],
      message: open,
    },
    'a regional deny for another network shadows nothing': {
      on: vpcRule(),
      beside: [
        gkeWith(),
        networkWith('BEFORE_CLASSIC_FIREWALL'),
        effectiveWith(),
        regionalWith([
          policyOf([policyDeny({ targetResources: [`${networks}/other`] })], { type: 'NETWORK_REGIONAL' }),
        ]),
      ],
      message: open,
    },
    'a policy rule for this network among others': {
      on: effectiveWith([policyOf([policyRule({ targetResources: [`${networks}/other`, `${networks}/main`] })])]),
      beside: [gkeWith()],
      message: 'org/100 opens port 22 of public nodes to the internet.',
      key: 'org/100',
      cannot,
    },
    'a pool with an additional network': {
      on: vpcRule(),
      beside: [
        gkeWith({ network: 'other', nodePools: [{ name: 'a' }, { name: 'b', networkConfig: { ...besides('main') } }] }),
        networkWith(),
        effectiveWith(),
      ],
      message: open,
    },
    'a pool with an additional network of a host project': {
      on: vpcRule(),
      beside: [
        gkeWith({
          selfLink: 'https://container.googleapis.com/v1/projects/team/zones/europe-west1-b/clusters/shop',
          nodePools: [{ networkConfig: { ...besides('projects/shop-prod/global/networks/main') } }],
        }),
        networkWith(),
        effectiveWith(),
      ],
      message: open,
    },
  },
  unknown: {
    'an answer that does not say of which network it is': {
      on: { ...effectiveWith([policyOf([policyRule()])]), id: unnamed },
      beside: [gkeWith()],
      reason: 'not-in-files',
      message: 'The answer does not say of which network it is.',
    },
    'an answer of an unnamed network, with a rule for one': {
      on: { ...effectiveWith([policyOf([policyRule({ targetResources: [`${networks}/main`] })])]), id: unnamed },
      beside: [gkeWith()],
      reason: 'not-in-files',
    },
    'targets that are no networks': {
      on: effectiveWith([policyOf([policyRule({ targetResources: ['main'] })])]),
      beside: [gkeWith()],
      reason: 'malformed',
      message: 'firewallPolicys[0].rules[0].targetResources names what is no network.',
    },
  },
  notApplicable: {
    'an answer of an unnamed network that lets nothing in': {
      on: { ...effectiveWith([policyOf([policyDeny()])]), id: unnamed },
      message: 'it lets nothing in',
    },
    'a policy rule for another network': {
      on: effectiveWith([policyOf([policyRule({ targetResources: [`${networks}/other`] })])]),
      beside: [gkeWith()],
      message: 'it lets nothing in',
    },
    'a tag of a pool that has no interface on the network': {
      on: vpcRule({ targetTags: ['web'] }),
      beside: [
        gkeWith({
          network: 'other',
          nodePools: [{ config: { tags: ['web'] } }, { networkConfig: { ...besides('main') } }],
        }),
        networkWith(),
      ],
      message: 'it applies to no node of a cluster',
    },
  },
} as const;
