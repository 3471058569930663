import rule from '#rules/gcp/gke/gke-public-endpoint-enabled';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

type Ip = NonNullable<
  NonNullable<NonNullable<Parameters<typeof gkeWith>[0]>['controlPlaneEndpointsConfig']>['ipEndpointsConfig']
>;

const of = (ipEndpointsConfig: Ip, more: Parameters<typeof gkeWith>[0] = {}) =>
  gkeWith({ controlPlaneEndpointsConfig: { ipEndpointsConfig }, ...more });
const only = (cidrBlock: string) => ({ enabled: true, cidrBlocks: [{ cidrBlock }] });
const open = 'The control plane has a public endpoint.';
const limited = 'The control plane has a public endpoint, which known networks may call.';

testRule(rule, {
  pass: {
    'the public endpoint is off': { on: of({ enablePublicEndpoint: false }), message: 'the public endpoint is off' },
    'a DNS-only cluster': { on: of({ enabled: false }), message: 'IP endpoints are off' },
    'an old answer with a private endpoint only': {
      on: gkeWith({ privateClusterConfig: { enablePrivateEndpoint: true } }),
      message: 'the public endpoint is off',
    },
    'the DNS endpoint is not judged here': {
      on: gkeWith({
        controlPlaneEndpointsConfig: {
          dnsEndpointConfig: { allowExternalTraffic: true },
          ipEndpointsConfig: { enabled: false },
        },
      }),
      message: 'IP endpoints are off',
    },
  },
  fail: {
    'the public endpoint is on': { on: of({ enablePublicEndpoint: true }), message: open },
    'an address where no flag says': { on: of({ publicEndpoint: '192.0.2.7' }), message: open },
    'an old answer': { on: gkeWith({ privateClusterConfig: { enablePrivateNodes: true } }), message: open },
    'no private configuration at all': { on: gkeWith(), message: open },
    'known networks only is medium': {
      on: of({ enablePublicEndpoint: true, authorizedNetworksConfig: only('52.10.0.0/16') }),
      message: limited,
      grade: 'medium',
    },
    'more networks than can be known': {
      on: of({ enablePublicEndpoint: true, authorizedNetworksConfig: only('52.10.0.0/15') }),
      message: open,
    },
    'everyone in the list': {
      on: of({ enablePublicEndpoint: true, authorizedNetworksConfig: only('0.0.0.0/0') }),
      message: open,
    },
    'the addresses of Google Cloud are no known networks': {
      on: of({
        enablePublicEndpoint: true,
        authorizedNetworksConfig: { ...only('52.10.0.0/16'), gcpPublicCidrsAccessEnabled: true },
      }),
      message: open,
    },
    'a control plane that is peered with the VPC may refuse': {
      on: of({ enablePublicEndpoint: true }, { privateClusterConfig: { peeringName: 'gke-peer' } }),
      message: open,
      cannot: 'the control plane is peered with the VPC: such clusters may refuse it',
    },
  },
  unknown: {
    'who may call cannot be read': {
      on: of({ enablePublicEndpoint: true, authorizedNetworksConfig: only('office') }),
      reason: 'malformed',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});
