import rule from '#rules/aws/eks/eks-hybrid-node-networks-broad';
import { clusterWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const taking = (nodes: readonly string[], pods: readonly string[] = []) =>
  clusterWith(
    {},
    { remoteNetworkConfig: { remoteNodeNetworks: [{ cidrs: nodes }], remotePodNetworks: [{ cidrs: pods }] } },
  );

testRule(rule, {
  pass: {
    'networks as small as policy asks for': { on: taking(['10.80.0.0/16'], ['10.96.0.0/12']) },
    'a width that policy allows': { on: taking(['10.0.0.0/8']), params: { minPrefix: 8 } },
    'networks inside of those that policy names': {
      on: taking(['10.80.1.0/24'], ['10.80.2.0/24']),
      params: { allowedCidrs: ['10.80.0.0/16'] },
    },
  },
  fail: {
    'a broad network of nodes': {
      on: taking(['10.0.0.0/8'], ['10.96.0.0/16']),
      message: 'Networks of hybrid nodes or pods are broad: 10.0.0.0/8.',
      cannot: 'allowedCidrs names no network of nodes or pods inside of 10.0.0.0/8',
    },
    'a broad network of pods': {
      on: taking(['10.80.0.0/16'], ['10.96.0.0/11']),
      message: 'Networks of hybrid nodes or pods are broad: 10.96.0.0/11.',
      cannot: 'allowedCidrs names no network of nodes or pods inside of 10.96.0.0/11',
    },
    'a narrower width of policy': {
      on: taking(['10.80.0.0/16']),
      params: { minPrefix: 20 },
      message: 'Networks of hybrid nodes or pods are broad: 10.80.0.0/16.',
      cannot: 'allowedCidrs names no network of nodes or pods inside of 10.80.0.0/16',
    },
    'a network beside those that policy names': {
      on: taking(['10.80.0.0/16', '10.81.0.0/16']),
      params: { allowedCidrs: ['10.80.0.0/16'] },
      message: 'Networks of hybrid nodes or pods are broad: 10.81.0.0/16.',
      cannot: 'allowedCidrs names no network of nodes or pods inside of 10.81.0.0/16',
    },
    'a broad network around those that policy names': {
      on: taking(['10.80.0.0/16', '10.0.0.0/8'], ['10.80.0.0/15']),
      params: { allowedCidrs: ['10.80.0.0/16', '10.81.4.0/24', '172.16.0.0/16'] },
      message: 'Networks of hybrid nodes or pods are broad: 10.0.0.0/8, 10.80.0.0/15.',
    },
    'what policy names is broad itself': {
      on: taking(['10.0.0.0/8']),
      params: { allowedCidrs: ['10.0.0.0/9'] },
      message: 'Networks of hybrid nodes or pods are broad: 10.0.0.0/8.',
      cannot: 'allowedCidrs names no network of nodes or pods inside of 10.0.0.0/8',
    },
    'a public network, whatever its width': {
      on: taking(['10.80.0.0/8'], ['198.18.0.0/24', '8.8.8.0/24']),
      message: 'It takes nodes or pods of public networks: 8.8.8.0/24.',
      grade: 'high',
      cannot: 'allowedCidrs names no network of nodes or pods inside of 10.80.0.0/8',
    },
    'what is no network hides none that is broad': {
      on: taking(['somewhere', '10.0.0.0/8']),
      message: 'Networks of hybrid nodes or pods are broad: 10.0.0.0/8.',
      cannot: 'remoteNetworkConfig.remoteNodeNetworks[0].cidrs[0] is no CIDR: somewhere.',
    },
  },
  unknown: {
    'what is no network': {
      on: taking(['10.80.0.0/16'], ['somewhere']),
      reason: 'malformed',
      message: 'remoteNetworkConfig.remotePodNetworks[0].cidrs[0] is no CIDR: somewhere.',
    },
    'an address without a prefix': { on: taking(['10.80.0.1']), reason: 'malformed' },
  },
  notApplicable: {
    'no hybrid nodes': { on: clusterWith({}), message: 'it takes no hybrid nodes' },
    'both lists are empty': { on: taking([]), message: 'it takes no hybrid nodes' },
  },
});
