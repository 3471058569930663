import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { aksWith } from '../../../support/azure/aks.ts';
import { gapOn } from '../../../support/build.ts';
import {
  networkWith,
  nodeSubnet,
  nsgId,
  nsgWith,
  onNodes,
  ruleWith,
  scaleSetWith,
} from '../../../support/azure/network.ts';

const pool = { name: 'system', type: 'VirtualMachineScaleSets', vnetSubnetID: nodeSubnet };
const cluster = aksWith({ agentPoolProfiles: [pool] });
const plain = [cluster, scaleSetWith()];
const closed = 'No rule opens an admin port to the internet.';

const from = (name: string, priority: number, sourceAddressPrefix: string) =>
  ruleWith(name, priority, { sourceAddressPrefix });
const north = from('north', 100, '52.10.0.0/16');
const south = from('south', 200, '52.20.0.0/16');
const together = (name: string, others: string) =>
  `The rule ${name} opens port 22 of nodes to the internet together with the ${others}.`;
const high = { grade: 'high', key: 'north' } as const;

/** The cases of sources that several rules share out among them. */
export const unions = {
  pass: {
    'rules that open different ports are not taken together': {
      on: onNodes(north, ruleWith('rdp', 200, { sourceAddressPrefix: '52.20.0.0/16', destinationPortRange: '3389' })),
      beside: plain,
      message: closed,
    },
    'private ranges add nothing to the union': {
      on: onNodes(north, from('office', 200, '10.0.0.0/8')),
      beside: plain,
      message: closed,
    },
    'a range that two rules name counts once': {
      on: onNodes(north, from('again', 200, '52.10.0.0/16')),
      beside: plain,
      message: closed,
    },
    'the other group on the path lets only one of them pass': {
      on: onNodes(north, south),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') }), nsgWith('nic', [from('north', 100, '52.10.0.0/16')])],
    },
  },
  fail: {
    'rules that hold more than maxPublicAddresses only together': {
      on: onNodes(north, south, from('west', 300, '52.30.0.0/16')),
      beside: plain,
      message: together('north', 'rules south, west'),
      also: [together('south', 'rules north, west'), together('west', 'rules north, south')],
      ...high,
    },
    'a rule that is enough alone is not taken together with others': {
      on: onNodes(north, from('office', 200, '52.10.0.0/24'), ruleWith('all', 300)),
      beside: plain,
      message: 'The rule all opens port 22 of nodes to the internet.',
      grade: 'high',
      key: 'all',
    },
    'what the other group blocks of them stays low': {
      on: onNodes(north, south),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') }), networkWith(), nsgWith('nic', [])],
      message:
        'The rule north opens port 22 to the internet together with the rule south; only the other security group on the path blocks it.',
      also: [
        'The rule south opens port 22 to the internet together with the rule north; only the other security group on the path blocks it.',
      ],
      grade: 'low',
      key: 'north',
    },
  },
  unknown: {
    'rules that hold more together while the other group could not be read': {
      on: onNodes(north, south),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') })],
      gaps: [gapOn(networkSecurityGroup, cluster.target, nsgId('nic').toLowerCase())],
      reason: 'denied',
    },
  },
} as const;
