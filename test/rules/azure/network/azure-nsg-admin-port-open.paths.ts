import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { virtualNetwork } from '#clouds/azure/network/virtual-network/resource';
import { aksWith, nodeGroup, subscription } from '../../../support/azure/aks.ts';
import { gapOn } from '../../../support/build.ts';
import {
  networkWith,
  nodeSubnet,
  nsgId,
  nsgWith,
  onNodes,
  podSubnet,
  ruleWith,
  scaleSetWith,
} from '../../../support/azure/network.ts';

const pool = { name: 'system', type: 'VirtualMachineScaleSets', vnetSubnetID: nodeSubnet };
const cluster = aksWith({ agentPoolProfiles: [pool] });
const plain = [cluster, scaleSetWith()];
const ssh = ruleWith('ssh', 100);
const open = 'The rule ssh opens port 22 of nodes to the internet.';
const latent = 'The rule ssh opens port 22 to the internet; only the other security group on the path blocks it.';
const high = { grade: 'high', key: 'ssh' } as const;
const low = { grade: 'low', key: 'ssh' } as const;
const group = `${subscription}/resourceGroups/${nodeGroup}`;
const managedSubnet = `${group}/providers/Microsoft.Network/virtualNetworks/aks-vnet-1/subnets/aks-subnet`;
const nodeInterface = `${group}/providers/Microsoft.Network/networkInterfaces/aks-default-x7`;
const onInterface = (...rules: Parameters<typeof nsgWith>[1]) => nsgWith('nic', rules);

/** The cases of paths: the other security group on the way to the nodes, and which group is on the way at all. */
export const paths = {
  fail: {
    'a group on the subnet of the pods': {
      on: nsgWith('nsg', [ssh], { subnets: [{ id: podSubnet }] }),
      beside: [aksWith({ agentPoolProfiles: [{ ...pool, podSubnetID: podSubnet }] }), scaleSetWith()],
      message: open,
      ...high,
    },
    'a group on a subnet of the node resource group': {
      on: nsgWith('nsg', [ssh], {
        subnets: [{ id: `${group}/providers/Microsoft.Network/virtualNetworks/v/subnets/s` }],
      }),
      beside: [
        aksWith({ agentPoolProfiles: [{ name: 'system' }] }),
        scaleSetWith({ subnet: `${group.toLowerCase()}/providers/Microsoft.Network/virtualNetworks/v/subnets/s` }),
      ],
      message: open,
      ...high,
    },
    'a group on the interfaces of a scale set': {
      on: onInterface(ssh),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') }), networkWith()],
      message: open,
      ...high,
    },
    'the group on the interface lets it pass too': {
      on: onNodes(ssh),
      beside: [
        cluster,
        scaleSetWith({ nsg: nsgId('nic') }),
        onInterface(ruleWith('any', 300, { destinationPortRange: '*' })),
      ],
      message: open,
      ...high,
    },
    'the group on the interface lets only Azure pass': {
      on: onNodes(ssh),
      beside: [
        cluster,
        scaleSetWith({ nsg: nsgId('nic') }),
        onInterface(ruleWith('azure', 300, { sourceAddressPrefix: 'AzureCloud' })),
      ],
      message: 'The rule ssh opens port 22 of nodes to every Azure customer.',
      grade: 'medium',
      key: 'ssh',
    },
    'AzureCloud passes a group that lets everyone pass': {
      on: onNodes(ruleWith('ssh', 100, { sourceAddressPrefix: 'AzureCloud' })),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') }), onInterface(ruleWith('any', 300))],
      message: 'The rule ssh opens port 22 of nodes to every Azure customer.',
      grade: 'medium',
      key: 'ssh',
    },
    'a group on the interface that lets only an office pass blocks Azure': {
      on: onNodes(ruleWith('ssh', 100, { sourceAddressPrefix: 'AzureCloud' })),
      beside: [
        cluster,
        scaleSetWith({ nsg: nsgId('nic') }),
        onInterface(ruleWith('office', 300, { sourceAddressPrefix: '52.10.1.0/24' })),
      ],
      message:
        'The rule ssh opens port 22 to every Azure customer; only the other security group on the path blocks it.',
      ...low,
    },
    'a Service rule of the other group lets it pass': {
      on: onNodes(ssh),
      beside: [
        cluster,
        scaleSetWith({ nsg: nsgId('nic') }),
        onInterface(ruleWith('k8s-azure-lb_allow_IPv4_5', 500, { destinationAddressPrefix: '20.1.2.3' })),
      ],
      message: open,
      ...high,
    },
    'the group on the interface lets other ports pass': {
      on: onNodes(ssh),
      beside: [
        cluster,
        scaleSetWith({ nsg: nsgId('nic') }),
        onInterface(ruleWith('https', 300, { destinationPortRange: '443' })),
      ],
      message: latent,
      ...low,
    },
    'the group on the interface blocks it': {
      on: onNodes(ssh),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic'), publicAddress: true }), onInterface()],
      message: latent,
      ...low,
    },
    'the group on the subnet blocks it': {
      on: onInterface(ssh),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') }), networkWith(nsgId('sub')), nsgWith('sub', [])],
      message: latent,
      ...low,
    },
    'AzureCloud that the other group blocks stays low': {
      on: onNodes(ruleWith('ssh', 100, { sourceAddressPrefix: 'AzureCloud' })),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') }), onInterface()],
      message:
        'The rule ssh opens port 22 to every Azure customer; only the other security group on the path blocks it.',
      ...low,
    },
    'the node resource group refuses writes': {
      on: nsgWith('nic', [ssh], { id: `${group}/providers/Microsoft.Network/networkSecurityGroups/nic` }),
      beside: [
        aksWith({ agentPoolProfiles: [pool], nodeResourceGroupProfile: { restrictionLevel: 'ReadOnly' } }),
        scaleSetWith({ nsg: `${group}/providers/Microsoft.Network/networkSecurityGroups/nic` }),
        networkWith(),
      ],
      message: open,
      cannot: 'the node resource group of shop refuses writes',
      ...high,
    },
  },
  unknown: {
    'the group on the interface could not be read': {
      on: onNodes(ssh),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') })],
      gaps: [gapOn(networkSecurityGroup, cluster.target, nsgId('nic').toLowerCase())],
      reason: 'denied',
    },
    'the group on the interface is named but not there': {
      on: onNodes(ssh),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') })],
      reason: 'not-found',
    },
    'a pool of single machines on the subnet that AKS manages': {
      on: nsgWith('nsg', [ssh], { subnets: [{ id: managedSubnet }] }),
      beside: [
        aksWith({ agentPoolProfiles: [{ name: 'system' }, { name: 'vm', type: 'VirtualMachines' }] }),
        scaleSetWith({ subnet: `${managedSubnet}-of-others` }),
      ],
      reason: 'outside',
      message: 'The interfaces of the pool vm are not read.',
    },
    'an interface in the node resource group that may be one of a pool of single machines': {
      on: nsgWith('nsg', [ssh], { networkInterfaces: [{ id: nodeInterface }] }),
      beside: [aksWith({ agentPoolProfiles: [{ ...pool, type: 'VirtualMachines' }] }), networkWith()],
      reason: 'outside',
      message: 'The interfaces of the pool system are not read.',
    },
    'the network of the subnet could not be read': {
      on: onInterface(ssh),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') })],
      hidden: [virtualNetwork],
      reason: 'denied',
    },
  },
  notApplicable: {
    'an interface in the node resource group while all nodes are in scale sets': {
      on: nsgWith('nsg', [ssh], { networkInterfaces: [{ id: nodeInterface }] }),
      beside: [aksWith({ agentPoolProfiles: [pool], nodeProvisioningProfile: { mode: 'Manual' } }), scaleSetWith()],
      message: 'no node or pod of a cluster is behind it',
    },
    'interfaces of scale sets that are no nodes, beside a pool of single machines': {
      on: nsgWith('nsg', [ssh], {
        networkInterfaces: [
          {
            id: `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/other/virtualMachines/0/networkInterfaces/n`,
          },
        ],
      }),
      beside: [aksWith({ agentPoolProfiles: [{ ...pool, type: 'VirtualMachines' }] })],
      message: 'no node or pod of a cluster is behind it',
    },
    'a group on a subnet of other machines': {
      on: nsgWith('nsg', [ssh], { subnets: [{ id: `${nodeSubnet}-of-others` }] }),
      beside: plain,
      message: 'no node or pod of a cluster is behind it',
    },
  },
} as const;
