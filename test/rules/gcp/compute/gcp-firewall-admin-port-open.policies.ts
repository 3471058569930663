import { effectiveFirewalls, regionEffectiveFirewalls } from '#clouds/gcp/compute/effective-firewalls/resource';
import { network } from '#clouds/gcp/compute/network/resource';
import type { Type } from '#model';
import { gapOn } from '../../../support/build.ts';
import {
  effectiveWith,
  networkWith,
  policyDeny,
  policyOf,
  policyRule,
  regionalWith,
  vpcDeny,
  vpcRule,
} from '../../../support/gcp/compute.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';

const open = 'ssh opens port 22 of public nodes to the internet.';
const unread = 'ssh opens port 22 of public nodes to the internet; higher policies were not read.';
const cannot = 'change the policy itself';

/** What files do not hold, while they hold every rule of the VPC. */
const notInFiles = (type: Type) => [gapOn(type, 'gcp:shop-prod', undefined, 'not-in-files')];

/** The cases of policies, and of their order with the rules of the VPC. */
export const policies = {
  pass: {
    'a hierarchical deny goes before the VPC': {
      on: vpcRule(),
      beside: [gkeWith(), networkWith(), effectiveWith([policyOf([policyDeny()])])],
    },
    'a network policy goes before the VPC where the network says so': {
      on: vpcRule(),
      beside: [
        gkeWith(),
        networkWith('BEFORE_CLASSIC_FIREWALL'),
        effectiveWith([policyOf([policyDeny()], { type: 'NETWORK' })]),
      ],
    },
    'a regional policy goes before the VPC where the network says so': {
      on: vpcRule(),
      beside: [
        gkeWith(),
        networkWith('BEFORE_CLASSIC_FIREWALL'),
        effectiveWith(),
        regionalWith([policyOf([policyDeny()], { type: 'NETWORK_REGIONAL' })]),
      ],
    },
    'the VPC goes before a network policy': {
      on: effectiveWith([policyOf([policyRule()], { type: 'NETWORK' })], [vpcDeny({ priority: 900 }).config]),
      beside: [gkeWith(), networkWith()],
    },
    'a policy that denies first': {
      on: effectiveWith([policyOf([policyDeny({ priority: 50 }), policyRule()])]),
      beside: [gkeWith()],
    },
  },
  fail: {
    'a hierarchical goto_next passes the VPC on': {
      on: vpcRule(),
      beside: [
        gkeWith(),
        networkWith(),
        effectiveWith([policyOf([policyRule({ action: 'goto_next', priority: 50 }), policyDeny()])]),
      ],
      message: open,
    },
    'a network policy comes after the VPC by default': {
      on: vpcRule(),
      beside: [gkeWith(), networkWith(), effectiveWith([policyOf([policyDeny()], { type: 'NETWORK' })])],
      message: open,
    },
    'a file without the policies': {
      on: vpcRule(),
      beside: [gkeWith(), networkWith()],
      gaps: notInFiles(effectiveFirewalls),
      message: unread,
    },
    'a file without the regional policies': {
      on: vpcRule(),
      beside: [gkeWith(), networkWith('BEFORE_CLASSIC_FIREWALL'), effectiveWith()],
      gaps: notInFiles(regionEffectiveFirewalls),
      message: unread,
    },
    'a file without the network': {
      on: vpcRule(),
      beside: [gkeWith(), effectiveWith()],
      gaps: notInFiles(network),
      message: unread,
    },
    'a rule of a hierarchical policy': {
      on: effectiveWith([policyOf([policyRule()], { name: '123', displayName: 'org' })]),
      beside: [gkeWith()],
      message: 'org/100 opens port 22 of public nodes to the internet.',
      key: '123/100',
      cannot,
    },
    'rules of a network policy, each a finding of its own': {
      on: effectiveWith([
        policyOf(
          [
            policyRule(),
            policyRule({
              priority: 200,
              match: { srcIpRanges: ['::/0'], layer4Configs: [{ ipProtocol: 'tcp', ports: ['3389'] }] },
            }),
          ],
          { name: 'net', type: 'NETWORK' },
        ),
      ]),
      beside: [gkeWith(), networkWith()],
      message: 'net/100 opens port 22 of public nodes to the internet.',
      also: ['net/200 opens port 3389 of public nodes to the internet.'],
      key: 'net/100',
      cannot,
    },
    'a rule of a regional policy': {
      on: regionalWith([
        policyOf([policyRule()]),
        policyOf([policyRule()], { name: 'local', type: 'NETWORK_REGIONAL' }),
      ]),
      beside: [gkeWith(), networkWith()],
      message: 'local/100 opens port 22 of public nodes to the internet.',
      key: 'local/100',
      cannot,
    },
    'a policy rule for a secure tag of the pool': {
      on: effectiveWith([
        policyOf([policyRule({ targetSecureTags: [{ name: 'tagValues/456', state: 'EFFECTIVE' }] })]),
      ]),
      beside: [
        gkeWith({ nodePools: [{ config: { resourceManagerTags: { tags: { 'tagKeys/1': 'tagValues/456' } } } }] }),
      ],
      message: 'org/100 opens port 22 of public nodes to the internet.',
      key: 'org/100',
      cannot,
    },
  },
  unknown: {
    'the policies could not be read': {
      on: vpcRule(),
      beside: [gkeWith(), networkWith()],
      hidden: [effectiveFirewalls],
      reason: 'denied',
    },
    'the regional policies could not be read': {
      on: vpcRule(),
      beside: [gkeWith(), networkWith('BEFORE_CLASSIC_FIREWALL'), effectiveWith()],
      hidden: [regionEffectiveFirewalls],
      reason: 'denied',
    },
    'the network could not be read': {
      on: vpcRule(),
      beside: [gkeWith(), effectiveWith()],
      hidden: [network],
      reason: 'denied',
    },
    'a VPC rule that is shadowed while the policies could not be read': {
      on: vpcRule(),
      beside: [gkeWith(), networkWith(), vpcDeny({ priority: 900 })],
      hidden: [effectiveFirewalls],
      reason: 'denied',
    },
    'the network does not say whether its policies go first': {
      on: vpcRule(),
      beside: [gkeWith(), effectiveWith([policyOf([policyDeny()], { type: 'NETWORK' })])],
      hidden: [network],
      reason: 'denied',
    },
    'sources that nothing resolves': {
      on: effectiveWith([
        policyOf([
          policyRule({ match: { srcRegionCodes: ['US'], layer4Configs: [{ ipProtocol: 'tcp', ports: ['22'] }] } }),
        ]),
      ]),
      beside: [gkeWith()],
      reason: 'outside',
      message: 'org/100 lets in country US, which nothing here resolves.',
    },
    'an address group is denied before': {
      on: effectiveWith([
        policyOf([
          policyDeny({
            priority: 50,
            match: { srcAddressGroups: ['all'], layer4Configs: [{ ipProtocol: 'all' }] },
          }),
          policyRule(),
        ]),
      ]),
      beside: [gkeWith()],
      reason: 'outside',
      message: 'Whether org/100 takes effect hangs on address groups or secure tags that are not resolved.',
    },
    'secure tags that a pool spells by name': {
      on: effectiveWith([policyOf([policyRule({ targetSecureTags: [{ name: 'tagValues/456' }] })])]),
      beside: [gkeWith({ nodePools: [{ config: { resourceManagerTags: { tags: { 'shop/env': 'prod' } } } }] })],
      reason: 'outside',
    },
  },
  notApplicable: {
    'policies without a rule that lets in': {
      on: effectiveWith([
        policyOf([policyDeny(), policyRule({ disabled: true }), policyRule({ direction: 'EGRESS' })]),
      ]),
      message: 'it lets nothing in',
    },
    'a policy rule whose secure tags are no longer in effect': {
      on: effectiveWith([
        policyOf([policyRule({ targetSecureTags: [{ name: 'tagValues/1', state: 'INEFFECTIVE' }] })]),
      ]),
      message: 'it lets nothing in',
    },
    'a regional policy of a region without nodes': {
      on: regionalWith([policyOf([policyRule()], { type: 'NETWORK_REGIONAL' })], 'us-east1'),
      beside: [gkeWith(), networkWith()],
      message: 'it applies to no node of a cluster',
    },
  },
} as const;
