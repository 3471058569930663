import rule from '#rules/gcp/gke/gke-authorized-networks-google-ips';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

type Ip = NonNullable<
  NonNullable<NonNullable<Parameters<typeof gkeWith>[0]>['controlPlaneEndpointsConfig']>['ipEndpointsConfig']
>;

const of = (ipEndpointsConfig: Ip) => gkeWith({ controlPlaneEndpointsConfig: { ipEndpointsConfig } });
const listOf = (on: boolean | undefined, ...cidrs: string[]) => ({
  enabled: true,
  gcpPublicCidrsAccessEnabled: on,
  cidrBlocks: cidrs.map((cidrBlock) => ({ cidrBlock })),
});
const google = (on: boolean | undefined, ...cidrs: string[]) =>
  of({ enablePublicEndpoint: true, authorizedNetworksConfig: listOf(on, ...cidrs) });
const message = 'The public addresses of Google Cloud, which anyone can rent, may call the API.';
const everyone = 'everyone may call: gke-authorized-networks-off says so';

testRule(rule, {
  pass: {
    'the addresses of Google Cloud are kept out': { on: google(false, '52.10.0.0/24') },
    'whatever else is listed is for another rule': { on: google(false, '52.10.0.0/15') },
    'the deprecated mirror keeps them out': { on: gkeWith({ masterAuthorizedNetworksConfig: listOf(false) }) },
    'the newer field goes before its mirror': {
      on: gkeWith({
        controlPlaneEndpointsConfig: {
          ipEndpointsConfig: { enablePublicEndpoint: true, authorizedNetworksConfig: listOf(false) },
        },
        masterAuthorizedNetworksConfig: listOf(true),
      }),
    },
  },
  fail: {
    'they are let in beside a list': { on: google(true, '52.10.0.0/24'), message },
    'they are let in beside a list without a block': { on: google(true), message },
    'they are let in by the deprecated mirror': {
      on: gkeWith({ masterAuthorizedNetworksConfig: listOf(true, '10.0.0.0/8') }),
      message,
    },
    'the plan keeps what else the list says': {
      on: of({
        enablePublicEndpoint: true,
        authorizedNetworksConfig: { ...listOf(true, '52.10.0.0/24'), privateEndpointEnforcementEnabled: true },
      }),
      message,
    },
  },
  unknown: {
    'an answer that does not say it': {
      on: google(undefined, '52.10.0.0/24'),
      reason: 'field-missing',
      message:
        'The answer has no controlPlaneEndpointsConfig.ipEndpointsConfig.authorizedNetworksConfig.gcpPublicCidrsAccessEnabled.',
    },
    'a cluster with private nodes that does not say it': {
      on: gkeWith({
        masterAuthorizedNetworksConfig: listOf(undefined),
        privateClusterConfig: { enablePrivateNodes: true, masterIpv4CidrBlock: '172.16.0.0/28' },
      }),
      reason: 'field-missing',
      message: 'The answer has no masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled.',
    },
    'a block that is no CIDR': { on: google(true, 'office'), reason: 'malformed' },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'the public endpoint is off': {
      on: of({ enablePublicEndpoint: false, authorizedNetworksConfig: listOf(true) }),
      message: 'the public endpoint is off',
    },
    'a DNS-only cluster': { on: of({ enabled: false }), message: 'IP endpoints are off' },
    'authorized networks are off': {
      on: of({ enablePublicEndpoint: true, authorizedNetworksConfig: { gcpPublicCidrsAccessEnabled: true } }),
      message: everyone,
    },
    'the list lets everyone in': { on: google(true, '0.0.0.0/0'), message: everyone },
  },
});
