import rule from '#rules/azure/aks/aks-private-cluster-public-fqdn';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const message = 'The cluster has a name in public DNS that leads to its private address.';
const fqdn = 'shop-1.hcp.westeurope.azmk8s.io';
const isPrivate = { enablePrivateCluster: true, privateDNSZone: 'system' };

testRule(rule, {
  pass: {
    'the public name is off, though the answer still names one': {
      on: aksWith({ apiServerAccessProfile: { ...isPrivate, enablePrivateClusterPublicFqdn: false }, fqdn }),
    },
    'an answer that says nothing and names none': { on: aksWith({ apiServerAccessProfile: isPrivate }) },
  },
  fail: {
    'the public name is on': {
      on: aksWith({ apiServerAccessProfile: { ...isPrivate, enablePrivateClusterPublicFqdn: true } }),
      message,
    },
    'a zone that is not named is that of AKS': {
      on: aksWith({ apiServerAccessProfile: { enablePrivateCluster: true, enablePrivateClusterPublicFqdn: true } }),
      message,
    },
    'an answer that says nothing, and names one': {
      on: aksWith({ apiServerAccessProfile: isPrivate, fqdn }),
      message: `The cluster has the public name ${fqdn}.`,
    },
    'no plan while the cluster is updated': {
      on: aksWith({
        apiServerAccessProfile: { ...isPrivate, enablePrivateClusterPublicFqdn: true },
        provisioningState: 'Updating',
      }),
      message,
      cannot: 'the cluster is in the state Updating',
    },
  },
  unknown: {
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a cluster that is not private': { on: aksWith({ fqdn }), message: 'the API server is not private' },
    'without a private zone the public name is the only one': {
      on: aksWith({
        apiServerAccessProfile: { ...isPrivate, privateDNSZone: 'None', enablePrivateClusterPublicFqdn: true },
      }),
      message: 'the cluster has no private DNS zone: its public name is the only one',
    },
  },
});
