import rule from '#rules/gcp/gke/gke-authorized-networks-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

type Ip = NonNullable<
  NonNullable<NonNullable<Parameters<typeof gkeWith>[0]>['controlPlaneEndpointsConfig']>['ipEndpointsConfig']
>;

const of = (ipEndpointsConfig: Ip) => gkeWith({ controlPlaneEndpointsConfig: { ipEndpointsConfig } });
const listed = (...cidrs: string[]) => withGoogle(false, ...cidrs);
const withGoogle = (on: boolean | undefined, ...cidrs: string[]) =>
  of({
    enablePublicEndpoint: true,
    authorizedNetworksConfig: {
      enabled: true,
      gcpPublicCidrsAccessEnabled: on,
      cidrBlocks: cidrs.map((cidrBlock) => ({ cidrBlock })),
    },
  });
const whole = 'The public API endpoint is open to the whole internet.';
const cannot = 'allowedCidrs is empty: name the networks that may call';
const office = { allowedCidrs: ['52.10.0.0/24'] };

testRule(rule, {
  pass: {
    'enabled without a block is the tightest setting': { on: listed() },
    'the addresses of Google Cloud are kept out': { on: withGoogle(false, '52.10.0.0/24') },
    'the addresses of Google Cloud are for another rule': { on: withGoogle(true, '52.10.0.0/24') },
    'exactly maxPublicAddresses': { on: listed('52.10.0.0/16') },
    'private ranges count nothing': {
      on: listed('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'),
    },
    'inside the allowed networks, private ranges aside': { on: listed('52.10.0.0/25', '10.0.0.0/8'), params: office },
    'more addresses where policy takes them': { on: listed('52.10.0.0/15'), params: { maxPublicAddresses: 131_072 } },
  },
  fail: {
    'no list at all': { on: gkeWith(), message: whole, cannot },
    'a list that is not enabled': {
      on: of({ enablePublicEndpoint: true, authorizedNetworksConfig: { gcpPublicCidrsAccessEnabled: true } }),
      message: whole,
      cannot,
    },
    'the whole of IPv4': { on: listed('0.0.0.0/0'), message: whole, cannot },
    'the whole of IPv6': { on: listed('::/0'), message: whole, cannot },
    'half of IPv4': { on: listed('0.0.0.0/1'), message: whole, cannot },
    'half of the public part of IPv6': { on: listed('2000::/4'), message: whole, cannot },
    'Autopilot is judged alike': { on: gkeWith({ autopilot: { enabled: true } }), message: whole, cannot },
    'one address more than maxPublicAddresses is medium': {
      on: listed('52.10.0.0/16', '52.12.0.1/32'),
      message: '65537 public addresses may call the API.',
      grade: 'medium',
      cannot,
    },
    'a lower maxPublicAddresses': {
      on: listed('52.10.0.0/24'),
      params: { maxPublicAddresses: 255 },
      message: '256 public addresses may call the API.',
      grade: 'medium',
      cannot,
    },
    'public IPv6 addresses count': {
      on: listed('2600:1f00::/112'),
      params: { maxPublicAddresses: 65_535 },
      message: '65536 public addresses may call the API.',
      grade: 'medium',
      cannot,
    },
    'a public block outside the allowed ones is medium': {
      on: listed('52.10.1.0/24'),
      params: office,
      message: 'Networks outside the allowed ones may call the API.',
      grade: 'medium',
    },
    'the plan lists the allowed networks and keeps the private ones': {
      on: listed('0.0.0.0/0', '10.0.0.0/8'),
      params: office,
      message: whole,
    },
    'the whole internet beside the addresses of Google Cloud': {
      on: withGoogle(true, '0.0.0.0/0'),
      params: office,
      message: whole,
    },
    'many addresses beside those of Google Cloud': {
      on: withGoogle(true, '52.10.0.0/15'),
      message: '131072 public addresses may call the API.',
      grade: 'medium',
      cannot,
    },
    'what is seen stands, whatever is not said of Google Cloud': {
      on: withGoogle(undefined, '52.10.1.0/24'),
      params: office,
      message: 'Networks outside the allowed ones may call the API.',
      grade: 'medium',
    },
    'the plan turns the list on': { on: gkeWith(), params: office, message: whole },
  },
  unknown: {
    'an answer that does not say whether the addresses of Google Cloud are let in': {
      on: withGoogle(undefined, '52.10.0.0/24'),
      reason: 'field-missing',
      message:
        'The answer has no controlPlaneEndpointsConfig.ipEndpointsConfig.authorizedNetworksConfig.gcpPublicCidrsAccessEnabled.',
    },
    'a deprecated mirror that does not say it': {
      on: gkeWith({ masterAuthorizedNetworksConfig: { enabled: true } }),
      reason: 'field-missing',
      message: 'The answer has no masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled.',
    },
    'a block that is no CIDR': { on: listed('office'), reason: 'malformed' },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'the public endpoint is off': {
      on: of({ enablePublicEndpoint: false }),
      message: 'the public endpoint is off',
    },
    'a DNS-only cluster': { on: of({ enabled: false }), message: 'IP endpoints are off' },
  },
});
