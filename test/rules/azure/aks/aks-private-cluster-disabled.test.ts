import rule from '#rules/azure/aks/aks-private-cluster-disabled';
import { aksOpenTo, aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const open = 'The API server is public.';
const tight = 'The API server is public, for known networks only.';
const cannot = 'only a cluster with API Server VNet Integration can be switched; this one has to be built anew';
const medium = { grade: 'medium', message: tight, cannot } as const;
const isPrivate = 'The cluster is private.';

testRule(rule, {
  pass: {
    'enablePrivateCluster is true': {
      on: aksWith({ apiServerAccessProfile: { enablePrivateCluster: true } }),
      message: isPrivate,
    },
    'a private cluster that keeps a public name': {
      on: aksWith({
        fqdn: 'shop.hcp.westeurope.azmk8s.io',
        apiServerAccessProfile: { enablePrivateCluster: true, enablePrivateClusterPublicFqdn: true },
      }),
      message: isPrivate,
    },
    'a private cluster whose publicNetworkAccess is Disabled': {
      on: aksWith({ publicNetworkAccess: 'Disabled', apiServerAccessProfile: { enablePrivateCluster: true } }),
      message: isPrivate,
    },
  },
  fail: {
    'no apiServerAccessProfile': { on: aksWith(), message: open, cannot },
    'enablePrivateCluster is false': {
      on: aksWith({ apiServerAccessProfile: { enablePrivateCluster: false } }),
      message: open,
      cannot,
    },
    'a tight list makes it medium': { on: aksOpenTo('52.10.1.0/24'), ...medium },
    'the sentinel makes it medium': { on: aksOpenTo('0.0.0.0/32'), ...medium },
    'private ranges are no public addresses': { on: aksOpenTo('10.0.0.0/8'), ...medium },
    'exactly 65536 addresses are tight': { on: aksOpenTo('52.10.0.0/16'), ...medium },
    'more addresses are not tight': { on: aksOpenTo('52.10.0.0/16', '52.20.0.0/32'), message: open, cannot },
    'IPv6 addresses are counted too': { on: aksOpenTo('2a00:1450::/111'), message: open, cannot },
    'a service tag is not tight': { on: aksOpenTo('AzureCloud', '52.10.1.0/24'), message: open, cannot },
    'a cluster with VNet integration is switched, and its ranges go': {
      on: aksWith({ apiServerAccessProfile: { enableVnetIntegration: true, authorizedIPRanges: ['52.10.1.0/24'] } }),
      message: tight,
      grade: 'medium',
    },
    'a cluster with VNet integration that is being updated': {
      on: aksWith({ provisioningState: 'Updating', apiServerAccessProfile: { enableVnetIntegration: true } }),
      message: open,
      cannot: 'the cluster is in the state Updating',
    },
  },
  unknown: {
    'publicNetworkAccess Disabled alone': { on: aksWith({ publicNetworkAccess: 'Disabled' }), reason: 'outside' },
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
