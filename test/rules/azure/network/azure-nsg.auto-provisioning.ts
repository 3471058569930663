import { aksWith, nodeGroup, subscription } from '../../../support/azure/aks.ts';
import {
  networkWith,
  nodeSubnet,
  nsgId,
  nsgWith,
  onNodes,
  podSubnet,
  type ruleWith,
  scaleSetWith,
} from '../../../support/azure/network.ts';

type Rule = ReturnType<typeof ruleWith>;

const pool = { name: 'system', type: 'VirtualMachineScaleSets', vnetSubnetID: nodeSubnet };
const auto = aksWith({ agentPoolProfiles: [pool], nodeProvisioningProfile: { mode: 'Auto' } });
const manual = aksWith({ agentPoolProfiles: [pool], nodeProvisioningProfile: { mode: 'Manual' } });
const hosted = aksWith({
  agentPoolProfiles: [],
  hostedSystemProfile: { nodeSubnetID: nodeSubnet },
  nodeProvisioningProfile: { mode: 'Auto' },
});
const elsewhere = '/subscriptions/00000000-0000-0000-0000-000000000002';
const shared = {
  ...auto,
  id: auto.id.replace(subscription, elsewhere),
  target: elsewhere.replace('/subscriptions/', 'azure:'),
};

const group = `${subscription}/resourceGroups/${nodeGroup}`;
const managedSubnet = `${group}/providers/Microsoft.Network/virtualNetworks/aks-vnet-1/subnets/aks-subnet`;
const nodeInterface = `${group}/providers/Microsoft.Network/networkInterfaces/aks-default-x7`;
const otherSubnet = nodeSubnet.replace('/subnets/nodes', '/subnets/batch');
const otherNetwork = nodeSubnet.replace('/virtualNetworks/vnet/', '/virtualNetworks/vnet-2/');

const onSubnets = (rule: Rule, ...ids: readonly string[]) =>
  nsgWith('nsg', [rule], { subnets: ids.map((id) => ({ id })) });
const outside = { reason: 'outside' } as const;
const notRead = { ...outside, message: 'The interfaces of the nodes of node auto-provisioning are not read.' };
const mayStand = {
  ...outside,
  message: 'Nodes of auto-provisioning in shop may stand on the subnet, and their node classes are not read.',
};
const nothing = { message: 'no node or pod of a cluster is behind it' };

/** The cases of nodes that belong to no pool, for a rule of a security group that opens what is judged. */
export const autoProvisioning = <F extends { readonly message: string }>(open: Rule, closed: string, failed: F) => ({
  pass: {
    'a rule of a Service on a subnet that only a node class can name': {
      on: onSubnets(
        { ...open, name: 'k8s-azure-lb_allow_IPv4_5', priority: 500, destinationAddressPrefix: '20.1.2.3' },
        otherSubnet,
      ),
      beside: [auto, scaleSetWith(), networkWith()],
      message: closed,
    },
  },
  fail: {
    'the subnet of a pool beside node auto-provisioning': {
      on: onNodes(open),
      beside: [auto, scaleSetWith()],
      ...failed,
    },
    'the subnet of a pool and one that only a node class can name': {
      on: onSubnets(open, otherSubnet, nodeSubnet),
      beside: [auto, scaleSetWith()],
      ...failed,
    },
    'a subnet of another cluster in the network of one with node auto-provisioning': {
      on: onNodes(open),
      beside: [
        manual,
        scaleSetWith(),
        {
          ...aksWith({
            agentPoolProfiles: [{ ...pool, vnetSubnetID: otherSubnet }],
            nodeResourceGroup: 'MC_2',
            nodeProvisioningProfile: { mode: 'Auto' },
          }),
          id: `${auto.id}-2`,
        },
      ],
      ...failed,
    },
  },
  unknown: {
    'a subnet that only a node class can name': {
      on: onSubnets(open, otherSubnet),
      beside: [auto, scaleSetWith()],
      ...mayStand,
    },
    'such a subnet, spelled in another case': {
      on: onSubnets(open, otherSubnet.toUpperCase()),
      beside: [auto, scaleSetWith()],
      ...mayStand,
    },
    'such a subnet while another subscription holds the cluster': {
      on: onSubnets(open, otherSubnet),
      beside: [shared],
      ...mayStand,
    },
    'such a subnet in files': {
      on: onSubnets(open, otherSubnet),
      beside: [auto, scaleSetWith()],
      folder: 'estate',
      ...mayStand,
    },
    'a subnet beside the one that the profile of hosted system nodes names': {
      on: onSubnets(open, otherSubnet),
      beside: [hosted],
      ...mayStand,
    },
    'the subnet that the profile of hosted system nodes names': { on: onNodes(open), beside: [hosted], ...notRead },
    'node auto-provisioning on the subnet that AKS manages': {
      on: onSubnets(open, managedSubnet),
      beside: [auto, scaleSetWith({ subnet: `${managedSubnet}-of-others` })],
      ...notRead,
    },
    'node auto-provisioning on the subnet of a pool that has no scale set': {
      on: onNodes(open),
      beside: [auto],
      ...notRead,
    },
    'an interface in the node resource group that may be one of node auto-provisioning': {
      on: nsgWith('nsg', [open], { networkInterfaces: [{ id: nodeInterface }] }),
      beside: [auto, scaleSetWith(), networkWith()],
      ...notRead,
    },
  },
  notApplicable: {
    'a subnet of a network in which no cluster has nodes': {
      on: onSubnets(open, otherNetwork),
      beside: [auto, scaleSetWith()],
      ...nothing,
    },
    'a subnet that no pool names, in the network of a cluster whose pools hold all nodes': {
      on: onSubnets(open, otherSubnet),
      beside: [manual, scaleSetWith()],
      ...nothing,
    },
    'a subnet that a pool without nodes names for its pods': {
      on: onSubnets(open, podSubnet),
      beside: [
        aksWith({
          agentPoolProfiles: [{ ...pool, podSubnetID: podSubnet }],
          nodeProvisioningProfile: { mode: 'Auto' },
        }),
      ],
      ...nothing,
    },
    'a group on no subnet beside node auto-provisioning': {
      on: nsgWith('nsg', [open]),
      beside: [auto, scaleSetWith({ nsg: nsgId('nic') })],
      ...nothing,
    },
  },
});
