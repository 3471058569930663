import rule from '#rules/azure/aks/aks-api-public-unrestricted';
import { aksOpenTo, aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const whole = 'The API server is open to the whole internet.';
const cannot = 'allowedCidrs names no IPv4 network: name the networks that may call';
const office = { allowedCidrs: ['203.0.113.0/24'] };

testRule(rule, {
  pass: {
    'a list of one office is closed': { on: aksOpenTo('52.10.1.0/24') },
    'a bare address is one address': { on: aksOpenTo('52.10.1.7') },
    'exactly maxPublicAddresses may call': { on: aksOpenTo('52.10.0.0/16') },
    'private ranges count 0': { on: aksOpenTo('10.0.0.0/8', '172.16.0.0/12', '100.64.0.0/10') },
    'ranges inside allowedCidrs are taken out first': {
      on: aksOpenTo('52.0.0.0/8', '53.1.0.0/24'),
      params: { allowedCidrs: ['52.0.0.0/8'] },
    },
    'the sentinel lets in only the nodes of the cluster': { on: aksOpenTo('0.0.0.0/32') },
    'the sentinel closes a VNet-integrated cluster too': {
      on: aksWith({ apiServerAccessProfile: { enableVnetIntegration: true, authorizedIPRanges: ['0.0.0.0/32'] } }),
    },
    'a larger list passes where policy says so': {
      on: aksOpenTo('52.0.0.0/8'),
      params: { maxPublicAddresses: 16_777_216 },
    },
    'ranges count where publicNetworkAccess is Disabled': {
      on: aksWith({
        publicNetworkAccess: 'Disabled',
        apiServerAccessProfile: { authorizedIPRanges: ['52.10.1.0/24'] },
      }),
    },
  },
  fail: {
    'no apiServerAccessProfile means everyone': { on: aksWith(), message: whole, cannot },
    'an empty apiServerAccessProfile means everyone': {
      on: aksWith({ apiServerAccessProfile: {} }),
      message: whole,
      cannot,
    },
    'enablePrivateCluster false means public': {
      on: aksWith({ apiServerAccessProfile: { enablePrivateCluster: false } }),
      message: whole,
      cannot,
    },
    'VNet integration alone is public': {
      on: aksWith({ apiServerAccessProfile: { enableVnetIntegration: true } }),
      message: whole,
      cannot,
    },
    'an empty list means everyone': { on: aksOpenTo(), message: whole, cannot },
    'two halves are the whole': { on: aksOpenTo('0.0.0.0/1', '128.0.0.0/1'), message: whole, cannot },
    'IPv6 is read too': { on: aksOpenTo('::/0'), message: whole, cannot },
    'a stopped cluster is judged like a running one': {
      on: aksWith({ powerState: { code: 'Stopped' } }),
      params: office,
      message: whole,
      cannot: 'the cluster is stopped',
    },
    'no plan while the cluster is being updated': {
      on: aksWith({ provisioningState: 'Updating' }),
      params: office,
      message: whole,
      cannot: 'the cluster is in the state Updating',
    },
    'no plan with more ranges than the service takes': {
      on: aksWith(),
      params: { allowedCidrs: Array.from({ length: 201 }, (_, i) => `203.0.113.${i}/32`) },
      message: whole,
      cannot: 'the service takes at most 200 ranges',
    },
    'a VNet-integrated cluster takes ten times as many': {
      on: aksWith({ apiServerAccessProfile: { enableVnetIntegration: true } }),
      params: { allowedCidrs: Array.from({ length: 201 }, (_, i) => `203.0.113.${i}/32`) },
      message: whole,
    },
    'no plan with IPv6 networks alone': {
      on: aksWith(),
      params: { allowedCidrs: ['2a00:1450::/32'] },
      message: whole,
      cannot,
    },
    'the plan limits the API server to allowedCidrs': { on: aksOpenTo(), params: office, message: whole },
    'the plan keeps the rest of the profile': {
      on: aksWith({ apiServerAccessProfile: { enableVnetIntegration: true, disableRunCommand: true } }),
      params: office,
      message: whole,
    },
    'a service tag is named': {
      on: aksOpenTo('AzureCloud', '52.10.1.0/24'),
      params: office,
      message: 'The service tag AzureCloud may call the API server.',
    },
    'more than maxPublicAddresses may call': {
      on: aksOpenTo('52.10.0.0/16', '52.20.0.0/32'),
      message: '65537 public addresses may call the API server.',
      cannot,
    },
    'IPv6 addresses are counted too': {
      on: aksOpenTo('2a00:1450::/111'),
      message: '131072 public addresses may call the API server.',
      cannot,
    },
    'a smaller list fails where policy says so': {
      on: aksOpenTo('52.10.1.0/24'),
      params: { maxPublicAddresses: 255 },
      message: '256 public addresses may call the API server.',
      cannot,
    },
  },
  unknown: {
    'publicNetworkAccess Disabled without ranges': {
      on: aksWith({ publicNetworkAccess: 'Disabled' }),
      reason: 'outside',
      message:
        'publicNetworkAccess is Disabled on a cluster that is not private: whether that closes the API server has to be tried from outside.',
    },
    'a cluster that is being made': {
      on: aksWith({ provisioningState: 'Creating' }),
      reason: 'in-transition',
      message: 'Its state is Creating.',
    },
    'a cluster that is being deleted': { on: aksWith({ provisioningState: 'Deleting' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a private cluster': {
      on: aksWith({ apiServerAccessProfile: { enablePrivateCluster: true, enablePrivateClusterPublicFqdn: true } }),
      message: 'the API server of a private cluster has no public address',
    },
  },
});
