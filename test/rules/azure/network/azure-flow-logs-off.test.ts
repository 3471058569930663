import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { flowLog } from '#clouds/azure/network/flow-log/resource';
import rule from '#rules/azure/network/azure-flow-logs-off';
import { virtualNetwork } from '#clouds/azure/network/virtual-network/resource';
import { aksWith, nodeGroup, subscription } from '../../../support/azure/aks.ts';
import { make } from '../../../support/build.ts';
import { networkWith, nodeSubnet, nsgId, podSubnet } from '../../../support/azure/network.ts';
import { flowLogWith } from '../../../support/azure/surroundings.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = networkWith(nsgId('nsg'), {
  subnets: [
    { id: nodeSubnet, name: 'nodes', networkSecurityGroup: { id: nsgId('nsg') } },
    { id: podSubnet, name: 'pods' },
    { id: nodeSubnet.replace('nodes', 'mail'), name: 'mail' },
  ],
});
const pools = { agentPoolProfiles: [{ name: 'system', vnetSubnetID: nodeSubnet, podSubnetID: podSubnet }] };
const shop = aksWith(pools);
const network = nodeSubnet.replace('/subnets/nodes', '');
const logOn = (targetResourceId: string, more: object = {}, name = 'flows') =>
  flowLogWith(name, { targetResourceId, enabled: true, ...more });
const kept = (days: number, enabled = true) => ({ retentionPolicy: { days, enabled } });
const whole = 'A flow log is on for the whole network.';
const none = 'No flow log is on for the subnets nodes, pods.';
const short = 'What flows logs is kept for less than 90 days.';
const madeId = `${subscription}/resourcegroups/${nodeGroup}/providers/microsoft.network/virtualnetworks/aks-vnet`;
const made = make(virtualNetwork, madeId.toLowerCase(), {
  name: 'aks-vnet',
  subnets: [{ id: `${madeId}/subnets/aks-subnet`, name: 'aks-subnet' }],
});

testRule(rule, {
  pass: {
    'a log of the network': { on, beside: [shop, logOn(network)], message: whole },
    'ids are compared without case': { on, beside: [shop, logOn(network.toUpperCase())], message: whole },
    'a log of each subnet with nodes or pods': {
      on,
      beside: [shop, logOn(nodeSubnet), logOn(podSubnet, {}, 'pods')],
    },
    'a log of the security group of a subnet': {
      on,
      beside: [shop, logOn(nsgId('nsg')), logOn(podSubnet, {}, 'pods')],
    },
    'days that are not enabled keep for ever': { on, beside: [shop, logOn(network, kept(7, false))], message: whole },
    'no days keep for ever': { on, beside: [shop, logOn(network, kept(0))], message: whole },
    'ninety days': { on, beside: [shop, logOn(network, kept(90))], message: whole },
    'policy asks for fewer days': {
      on,
      beside: [shop, logOn(network, kept(30))],
      params: { minDays: 30 },
      message: whole,
    },
    'one log of two is kept long enough': {
      on,
      beside: [shop, logOn(network, kept(30)), logOn(network, kept(365), 'long')],
      message: whole,
    },
    'a network that AKS made': { on: made, beside: [aksWith(), logOn(madeId)], message: whole },
  },
  fail: {
    'no flow log, and no watcher': { on, beside: [shop], message: none },
    'a log that is off': { on, beside: [shop, logOn(network, { enabled: false })], message: none },
    'a log that does not say that it is on': {
      on,
      beside: [shop, logOn(network, { enabled: undefined })],
      message: none,
    },
    'a log of another network': { on, beside: [shop, logOn(`${network}-2`)], message: none },
    'pods are not covered': {
      on,
      beside: [shop, logOn(nodeSubnet)],
      message: 'No flow log is on for the subnet pods.',
    },
    'a network that AKS made, without a log': {
      on: made,
      beside: [aksWith()],
      message: 'No flow log is on for the subnet aks-subnet.',
    },
    'kept for too few days': { on, beside: [shop, logOn(network, kept(89))], grade: 'low', message: short },
    'one day': { on, beside: [shop, logOn(network, kept(1))], grade: 'low', message: short },
    'the log of one subnet is kept for too few days': {
      on,
      beside: [shop, logOn(nodeSubnet, kept(30)), logOn(podSubnet, {}, 'pods')],
      grade: 'low',
      message: short,
    },
  },
  unknown: {
    'flow logs were not read': { on, beside: [shop, logOn(network)], hidden: [flowLog], reason: 'denied' },
    'clusters were not read': { on, beside: [shop, logOn(network)], hidden: [aksCluster], reason: 'denied' },
    'files without flow logs': { on, beside: [shop], folder: 'estate', reason: 'not-in-files' },
    'the network lists none of the subnets': {
      on: networkWith(undefined, { subnets: undefined }),
      beside: [shop],
      reason: 'not-found',
      message: 'None of the subnets that clusters name was found in it.',
    },
  },
  notApplicable: {
    'a network without clusters': {
      on,
      beside: [aksWith()],
      message: 'no cluster that was read has nodes or pods in it',
    },
  },
});
