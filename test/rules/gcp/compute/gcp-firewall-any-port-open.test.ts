import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { effectiveFirewalls } from '#clouds/gcp/compute/effective-firewalls/resource';
import { firewall } from '#clouds/gcp/compute/firewall/resource';
import rule from '#rules/gcp/compute/gcp-firewall-any-port-open';
import { gapOn } from '../../../support/build.ts';
import { effectiveWith, networkWith, policyOf, policyRule, vpcDeny, vpcRule } from '../../../support/gcp/compute.ts';
import { gkeWith, nodeTag } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

type Given = Parameters<typeof vpcRule>[0];

const estate = [gkeWith(), networkWith(), effectiveWith()];
const inside = [gkeWith({ networkConfig: { defaultEnablePrivateNodes: true } }), networkWith(), effectiveWith()];
const lets = (IPProtocol: string, ports?: readonly string[], more: Given = {}) =>
  vpcRule({ name: 'web', allowed: [{ IPProtocol, ...(ports && { ports }) }], ...more });
const says = (what: string, nodes = 'public nodes') => `web opens ${what} of ${nodes} to the internet.`;
const web = says('TCP 8080');
const opened = policyRule({ match: { srcIpRanges: ['0.0.0.0/0'], layer4Configs: [{ ipProtocol: 'all' }] } });

testRule(rule, {
  pass: {
    'what serves users': { on: lets('tcp', ['80', '443']), beside: estate },
    'what serves users, in a network without nodes': {
      on: lets('tcp', ['80', '443']),
      beside: [networkWith(), effectiveWith()],
    },
    'another port where policy allows it': {
      on: lets('tcp', ['8080']),
      beside: estate,
      params: { allowedPublicPorts: [8080] },
    },
    'admin ports are reported elsewhere': { on: lets('tcp', ['22', '10250']), beside: estate },
    'ICMP alone': { on: lets('icmp'), beside: estate },
    'ESP alone': { on: lets('esp'), beside: estate },
    'AH alone': { on: lets('ah'), beside: estate },
    'exactly maxPublicAddresses are not the internet': {
      on: lets('tcp', ['8080'], { sourceRanges: ['52.10.0.0/16'] }),
      beside: estate,
    },
    'private sources are not the internet': {
      on: lets('all', undefined, { sourceRanges: ['10.0.0.0/8'] }),
      beside: estate,
    },
    'a deny goes before': { on: lets('all'), beside: [...estate, vpcDeny({ priority: 900 })] },
    'port 0 is none': { on: lets('tcp', ['0']), beside: estate },
  },
  fail: {
    'a port that is not allowed is high': { on: lets('tcp', ['8080']), beside: estate, message: web },
    'UDP ports': { on: lets('udp', ['53', '3389']), beside: estate, message: says('UDP 53, 3389') },
    'SCTP ports': { on: lets('sctp', ['36412']), beside: estate, message: says('SCTP 36412') },
    'SCTP by its number': { on: lets('132', ['36412']), beside: estate, message: says('SCTP 36412') },
    'admin ports and allowed ports are left out': {
      on: lets('tcp', ['20-23', '79-81', '442-444']),
      beside: estate,
      message: says('TCP 20-21, 23, 79, 81, 442, 444'),
    },
    'node ports are named as such': {
      on: lets('tcp', ['29999-32768']),
      beside: estate,
      message: says('TCP 29999, 32768, TCP node ports 30000-32767'),
    },
    'all protocols are critical': { on: lets('all'), beside: estate, message: says('every port'), grade: 'critical' },
    'TCP without ports is critical': {
      on: lets('tcp'),
      beside: estate,
      message: says('every TCP port'),
      grade: 'critical',
    },
    'the whole range of UDP is critical': {
      on: lets('udp', ['1-65535']),
      beside: estate,
      message: says('every UDP port'),
      grade: 'critical',
    },
    'one port short of the range is high': {
      on: lets('udp', ['2-65535']),
      beside: estate,
      message: says('UDP 2-79, 81-442, 444-29999, 32768-65535, UDP node ports 30000-32767'),
    },
    'every port but those that a deny takes: admin ports count too': {
      on: lets('tcp'),
      beside: [...estate, vpcDeny({ priority: 900, denied: [{ IPProtocol: 'tcp', ports: ['24-65535'] }] })],
      message: says('TCP 1-23'),
    },
    'a deny of some sources shadows nothing': {
      on: lets('tcp', ['8080']),
      beside: [...estate, vpcDeny({ priority: 900, sourceRanges: ['52.0.0.0/8'] })],
      message: web,
    },
    'private nodes are medium': {
      on: lets('tcp', ['8080']),
      beside: inside,
      message: says('TCP 8080', 'private nodes'),
      grade: 'medium',
    },
    'everything on private nodes is medium': {
      on: lets('all'),
      beside: inside,
      message: says('every port', 'private nodes'),
      grade: 'medium',
    },
    'a smaller source fails where policy says so': {
      on: lets('tcp', ['8080'], { sourceRanges: ['52.10.1.0/24'] }),
      beside: estate,
      params: { maxPublicAddresses: 255 },
      message: web,
    },
    'the name of a Service exempts no rule that opens every port': {
      on: lets('all', undefined, { name: 'k8s-fw-a1b2', targetTags: [nodeTag] }),
      beside: estate,
      message: 'k8s-fw-a1b2 opens every port of public nodes to the internet.',
      grade: 'critical',
    },
    'the name of a Service exempts no rule that opens every UDP port': {
      on: lets('udp', undefined, { name: 'k8s-fw-a1b2', targetTags: [nodeTag] }),
      beside: estate,
      message: 'k8s-fw-a1b2 opens every UDP port of public nodes to the internet.',
      grade: 'critical',
    },
    'the name of a Service exempts no rule that opens admin ports too': {
      on: lets('tcp', ['22', '8080'], { name: 'k8s-fw-a1b2', targetTags: [nodeTag] }),
      beside: estate,
      message: 'k8s-fw-a1b2 opens TCP 8080 of public nodes to the internet.',
    },
    'a policy that opens everything': {
      on: effectiveWith([policyOf([opened])]),
      beside: [gkeWith(), networkWith()],
      key: 'org/100',
      message: 'org/100 opens every port of public nodes to the internet.',
      grade: 'critical',
      cannot: 'change the policy itself',
    },
    'what a file knows of the VPC stands without the policies': {
      on: lets('tcp', ['8080']),
      beside: [gkeWith(), networkWith()],
      gaps: [gapOn(effectiveFirewalls, 'gcp:shop-prod', undefined, 'not-in-files')],
      message: 'web opens TCP 8080 of public nodes to the internet; higher policies were not read.',
    },
  },
  unknown: {
    'the policies could not be read': {
      on: lets('tcp', ['8080']),
      beside: [gkeWith(), networkWith()],
      hidden: [effectiveFirewalls],
      reason: 'denied',
    },
    'the clusters could not be read': {
      on: lets('tcp', ['8080']),
      beside: [networkWith(), effectiveWith()],
      hidden: [gkeCluster],
      reason: 'denied',
    },
    'a page of the rules of the network was not read': {
      on: lets('tcp', ['8080']),
      beside: estate,
      gaps: [gapOn(firewall, 'gcp:shop-prod')],
      reason: 'denied',
    },
    'a lone rule in a file: others of the network may deny first': {
      on: lets('tcp', ['8080']),
      beside: [gkeWith()],
      folder: 'estate',
      reason: 'not-in-files',
    },
    'a rule without a network': {
      on: lets('tcp', ['8080'], { network: undefined }),
      reason: 'field-missing',
      message: 'The answer has no network.',
    },
    'an address group that may be the internet': {
      on: effectiveWith([
        policyOf([
          policyRule({ match: { srcAddressGroups: ['any'], layer4Configs: [{ ipProtocol: 'tcp', ports: ['8080'] }] } }),
        ]),
      ]),
      beside: [gkeWith(), networkWith()],
      reason: 'outside',
    },
  },
  notApplicable: {
    'a rule that GKE makes': {
      on: lets('tcp', ['8080'], { name: 'k8s-fw-a1b2', targetTags: [nodeTag] }),
      beside: estate,
      message: 'GKE makes it: its ports come from Services and Ingresses',
    },
    'a rule that is off': { on: lets('tcp', ['8080'], { disabled: true }), message: 'it lets nothing in' },
    'it applies to no node': {
      on: lets('tcp', ['8080'], { targetTags: ['other'] }),
      beside: estate,
      message: 'it applies to no node of a cluster',
    },
  },
});
