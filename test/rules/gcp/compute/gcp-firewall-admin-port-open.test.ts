import { effectiveFirewalls } from '#clouds/gcp/compute/effective-firewalls/resource';
import { firewall } from '#clouds/gcp/compute/firewall/resource';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import rule from '#rules/gcp/compute/gcp-firewall-admin-port-open';
import { gapOn } from '../../../support/build.ts';
import { effectiveWith, networkWith, vpcDeny, vpcRule } from '../../../support/gcp/compute.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';
import { networkCases } from './gcp-firewall-admin-port-open.networks.ts';
import { policies } from './gcp-firewall-admin-port-open.policies.ts';
import { targets } from './gcp-firewall-admin-port-open.targets.ts';

const open = 'ssh opens port 22 of public nodes to the internet.';
const estate = [gkeWith(), networkWith(), effectiveWith()];
const open22 = (message: string) => ({ beside: estate, message });

testRule(rule, {
  pass: {
    ...policies.pass,
    ...networkCases.pass,
    'an office is not the internet': {
      on: vpcRule({ sourceRanges: ['52.10.1.0/24'] }),
      beside: estate,
    },
    'exactly maxPublicAddresses are not the internet': {
      on: vpcRule({ sourceRanges: ['52.10.0.0/16'] }),
      beside: estate,
    },
    'Identity-Aware Proxy is not the internet': {
      on: vpcRule({ sourceRanges: ['35.235.240.0/20'] }),
      beside: estate,
    },
    'health checks and Identity-Aware Proxy together are not the internet': {
      on: vpcRule({ sourceRanges: ['130.211.0.0/22', '35.191.0.0/16', '35.235.240.0/20'] }),
      beside: estate,
    },
    'an address without mask is one host': {
      on: vpcRule({ sourceRanges: ['52.10.1.1', '::'] }),
      beside: estate,
    },
    'tags alone are not the internet': {
      on: vpcRule({ sourceRanges: undefined, sourceTags: ['bastion'] }),
      beside: estate,
    },
    'another port': {
      on: vpcRule({ allowed: [{ IPProtocol: 'tcp', ports: ['443'] }] }),
      beside: estate,
    },
    'another port, on machines that are no nodes': {
      on: vpcRule({ allowed: [{ IPProtocol: 'tcp', ports: ['443'] }], targetTags: ['other'] }),
      beside: estate,
    },
    'UDP opens none of these': {
      on: vpcRule({ allowed: [{ IPProtocol: 'udp', ports: ['22'] }] }),
      beside: estate,
    },
    'another admin port where policy says so': {
      on: vpcRule(),
      beside: estate,
      params: { adminPorts: [3389] },
    },
    'a deny of the VPC goes before': { on: vpcRule(), beside: [...estate, vpcDeny({ priority: 900 })] },
    'a deny wins over an allow of equal priority': { on: vpcRule(), beside: [...estate, vpcDeny({ priority: 1000 })] },
  },
  fail: {
    ...targets.fail,
    ...policies.fail,
    ...networkCases.fail,
    'nodes with public addresses make it critical': { on: vpcRule(), beside: estate, message: open },
    'a smaller source fails where policy says so': {
      on: vpcRule({ sourceRanges: ['52.10.1.0/24'] }),
      ...open22(open),
      params: { maxPublicAddresses: 255 },
    },
    'no source at all is the internet': { on: vpcRule({ sourceRanges: undefined }), ...open22(open) },
    '::/0 is the internet': { on: vpcRule({ sourceRanges: ['::/0'] }), ...open22(open) },
    'two halves are the internet': { on: vpcRule({ sourceRanges: ['0.0.0.0/1', '128.0.0.0/1'] }), ...open22(open) },
    'a tag does not narrow an open range': { on: vpcRule({ sourceTags: ['bastion'] }), ...open22(open) },
    'a missing direction is INGRESS': { on: vpcRule({ direction: undefined }), ...open22(open) },
    'protocol 6 is TCP': { on: vpcRule({ allowed: [{ IPProtocol: '6', ports: ['20-30'] }] }), ...open22(open) },
    'several ports': {
      on: vpcRule({ allowed: [{ IPProtocol: 'tcp', ports: ['22', '10000-11000'] }] }),
      beside: estate,
      message: 'ssh opens ports 22, 10250, 10255, 10256 of public nodes to the internet.',
    },
    'destinations that cannot be compared count as matching': {
      on: vpcRule({ destinationRanges: ['10.8.0.0/16'] }),
      ...open22(open),
    },
    'a deny of other sources shadows nothing': {
      on: vpcRule(),
      beside: [...estate, vpcDeny({ priority: 900, sourceRanges: ['52.0.0.0/8'] })],
      message: open,
    },
    'a deny of other ports shadows nothing': {
      on: vpcRule(),
      beside: [...estate, vpcDeny({ priority: 900, denied: [{ IPProtocol: 'tcp', ports: ['3389'] }] })],
      message: open,
    },
    'a later deny shadows nothing': { on: vpcRule(), beside: [...estate, vpcDeny({ priority: 1001 })], message: open },
  },
  unknown: {
    'a closed rule while the policies are not read': {
      on: vpcRule({ sourceRanges: ['10.0.0.0/8'] }),
      hidden: [gkeCluster, effectiveFirewalls],
      reason: 'denied',
    },
    ...policies.unknown,
    ...networkCases.unknown,
    'the clusters could not be read': {
      on: vpcRule(),
      beside: [networkWith(), effectiveWith()],
      hidden: [gkeCluster],
      reason: 'denied',
    },
    'an open rule in a file without clusters': { on: vpcRule(), folder: 'estate', reason: 'not-in-files' },
    'a rule without a network': {
      on: vpcRule({ network: undefined }),
      reason: 'field-missing',
      message: 'The answer has no network.',
    },
    'a lone rule in a file: others of the network may deny first': {
      on: vpcRule(),
      beside: [gkeWith()],
      folder: 'estate',
      reason: 'not-in-files',
      message: 'The files hold no complete listing of gcp.firewall.',
    },
    'a page of the rules of the network was not read': {
      on: vpcRule(),
      beside: estate,
      gaps: [gapOn(firewall, 'gcp:shop-prod')],
      reason: 'denied',
    },
    'a range that is none': { on: vpcRule({ sourceRanges: ['10.0.0.0/99'] }), reason: 'malformed' },
  },
  notApplicable: {
    ...targets.notApplicable,
    ...policies.notApplicable,
    ...networkCases.notApplicable,
    'a rule that is off': { on: vpcRule({ disabled: true }), message: 'it lets nothing in' },
    'a rule for outgoing packets': { on: vpcRule({ direction: 'EGRESS' }), message: 'it lets nothing in' },
    'a rule that denies': { on: vpcDeny({}), message: 'it lets nothing in' },
    'no cluster on the network': {
      on: vpcRule(),
      beside: [networkWith()],
      message: 'it applies to no node of a cluster',
    },
  },
});
