import type { VirtualMachineScaleSet } from '@azure/arm-compute';
import type { NetworkInterface, NetworkSecurityGroup, PublicIPAddress, VirtualNetwork } from '@azure/arm-network';
import type { Seeded } from '../seeded.ts';
import { defaultRules, ruleVariants, securityRules } from './generate-rules.ts';

/** What surrounds one cluster. */
export interface GeneratedNetwork {
  readonly virtualNetwork: VirtualNetwork;
  readonly networkSecurityGroups: readonly NetworkSecurityGroup[];
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly publicIPAddresses: readonly PublicIPAddress[];
  readonly scaleSet: VirtualMachineScaleSet;
}

export interface NetworkPlace {
  readonly subscriptionId: string;
  readonly index: number;
  readonly location: string;
  /** The resource group in which AKS keeps the nodes. */
  readonly nodeGroup: string;
}

/**
 * A network with a subnet for nodes and one for a jump host. The nodes' group hangs on the subnet, another on the
 * scale set, a third on the jump host's interface, so that both places of a filter occur.
 */
export function generateNetwork(
  random: Seeded,
  { subscriptionId, index, location, nodeGroup }: NetworkPlace,
): GeneratedNetwork {
  const inGroup = (kind: string, name: string, provider = 'Microsoft.Network', group = `rg-${index}`): string =>
    `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${provider}/${kind}/${name}`;
  const vnetId = vnetOf(subscriptionId, index);
  const nodeSubnetId = nodeSubnetOf(subscriptionId, index);
  const jumpSubnetId = `${vnetId}/subnets/jump`;
  const group = (name: string, turn: number): NetworkSecurityGroup => {
    const id = inGroup('networkSecurityGroups', name);
    const variant = ruleVariants[turn % ruleVariants.length] ?? 'none';
    return {
      id,
      name,
      type: 'Microsoft.Network/networkSecurityGroups',
      location,
      etag: `W/"${random.hex(32)}"`,
      securityRules: securityRules(id, variant),
      defaultSecurityRules: defaultRules(id),
      provisioningState: 'Succeeded',
      resourceGuid: random.hex(32),
    };
  };
  const subnetGroup = { ...group(`nsg-nodes-${index}`, index), subnets: [{ id: nodeSubnetId }] };
  const scaleSetGroup = group(`nsg-vmss-${index}`, index + 3);
  const jumpGroup = group(`nsg-jump-${index}`, index + 5);
  const nicId = inGroup('networkInterfaces', `nic-jump-${index}`);
  const addressId = inGroup('publicIPAddresses', `ip-jump-${index}`);
  return {
    virtualNetwork: {
      id: vnetId,
      name: `vnet-${index}`,
      type: 'Microsoft.Network/virtualNetworks',
      location,
      etag: `W/"${random.hex(32)}"`,
      addressSpace: { addressPrefixes: ['10.224.0.0/12'] },
      subnets: [
        {
          id: nodeSubnetId,
          name: 'nodes',
          addressPrefix: '10.224.0.0/16',
          networkSecurityGroup: { id: subnetGroup.id ?? '', location },
        },
        { id: jumpSubnetId, name: 'jump', addressPrefix: '10.225.0.0/24' },
      ].map(({ networkSecurityGroup, ...subnet }) => ({
        ...subnet,
        ...(networkSecurityGroup && { networkSecurityGroup: { id: networkSecurityGroup.id } }),
        provisioningState: 'Succeeded',
      })),
      provisioningState: 'Succeeded',
      enableDdosProtection: false,
    },
    networkSecurityGroups: [subnetGroup, scaleSetGroup, { ...jumpGroup, networkInterfaces: [{ id: nicId }] }],
    networkInterfaces: [
      {
        id: nicId,
        name: `nic-jump-${index}`,
        type: 'Microsoft.Network/networkInterfaces',
        location,
        networkSecurityGroup: { id: jumpGroup.id ?? '' },
        ipConfigurations: [
          {
            id: `${nicId}/ipConfigurations/ipconfig1`,
            name: 'ipconfig1',
            primary: true,
            privateIPAddress: `10.225.0.${4 + (index % 200)}`,
            privateIPAllocationMethod: 'Dynamic',
            privateIPAddressVersion: 'IPv4',
            subnet: { id: jumpSubnetId },
            publicIPAddress: { id: addressId },
          },
        ],
        enableIPForwarding: false,
        provisioningState: 'Succeeded',
      },
    ],
    publicIPAddresses: [
      {
        id: addressId,
        name: `ip-jump-${index}`,
        type: 'Microsoft.Network/publicIPAddresses',
        location,
        sku: { name: 'Standard', tier: 'Regional' },
        publicIPAddressVersion: 'IPv4',
        publicIPAllocationMethod: 'Static',
        ipAddress: `192.0.2.${index % 255}`,
        ipConfiguration: { id: `${nicId}/ipConfigurations/ipconfig1` },
        provisioningState: 'Succeeded',
      },
    ],
    scaleSet: scaleSet(random, {
      id: inGroup('virtualMachineScaleSets', `aks-system-${index}-vmss`, 'Microsoft.Compute', nodeGroup),
      location,
      subnetId: nodeSubnetId,
      groupId: scaleSetGroup.id ?? '',
      kubelet: inGroup('userAssignedIdentities', `aks-${index}-agentpool`, 'Microsoft.ManagedIdentity', nodeGroup),
      publicAddress: index % 4 === 1,
    }),
  };
}

const vnetOf = (subscriptionId: string, index: number): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/rg-${index}/providers/Microsoft.Network/virtualNetworks/vnet-${index}`;

/** The id of the subnet of a cluster's nodes. */
export const nodeSubnetOf = (subscriptionId: string, index: number): string =>
  `${vnetOf(subscriptionId, index)}/subnets/nodes`;

interface ScaleSetPlace {
  readonly id: string;
  readonly location: string;
  readonly subnetId: string;
  readonly groupId: string;
  /** The identity that AKS puts on nodes. */
  readonly kubelet: string;
  readonly publicAddress: boolean;
}

function scaleSet(
  random: Seeded,
  { id, location, subnetId, groupId, kubelet, publicAddress }: ScaleSetPlace,
): VirtualMachineScaleSet {
  const name = id.split('/').at(-1) ?? '';
  return {
    id,
    name,
    type: 'Microsoft.Compute/virtualMachineScaleSets',
    location,
    tags: { 'aks-managed-poolName': 'system' },
    sku: { name: 'Standard_D4ds_v5', tier: 'Standard', capacity: random.integer(1, 6) },
    provisioningState: 'Succeeded',
    orchestrationMode: 'Uniform',
    identity: { type: 'UserAssigned', userAssignedIdentities: { [kubelet]: {} } },
    virtualMachineProfile: {
      networkProfile: {
        networkInterfaceConfigurations: [
          {
            name,
            primary: true,
            enableIPForwarding: true,
            networkSecurityGroup: { id: groupId },
            ipConfigurations: [
              {
                name: 'ipconfig1',
                primary: true,
                subnet: { id: subnetId },
                privateIPAddressVersion: 'IPv4',
                ...(publicAddress && { publicIPAddressConfiguration: { name: 'pub1', idleTimeoutInMinutes: 4 } }),
              },
            ],
          },
        ],
      },
      storageProfile: { osDisk: { createOption: 'FromImage', diskSizeGB: 128, osType: 'Linux', caching: 'ReadOnly' } },
    },
  };
}
