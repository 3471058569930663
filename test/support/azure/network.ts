import { scaleSet } from '#clouds/azure/compute/scale-set/resource';
import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { virtualNetwork } from '#clouds/azure/network/virtual-network/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';
import { nodeGroup, subscription } from './aks.ts';

type Group = typeof networkSecurityGroup.config;
type ScaleSet = typeof scaleSet.config;
type Rule = NonNullable<Group['securityRules']>[number];

const network = `${subscription}/resourceGroups/rg/providers/Microsoft.Network`;

/** The subnets of the network called vnet, in the spelling of the portal. */
export const nodeSubnet = `${network}/virtualNetworks/vnet/subnets/nodes`;
export const podSubnet = `${network}/virtualNetworks/vnet/subnets/pods`;

/** The id of a security group in the group rg. */
export const nsgId = (name: string): string => `${network}/networkSecurityGroups/${name}`;

/** A rule that lets TCP in from everywhere, except for what a test says. */
export const ruleWith = (name: string, priority: number, rule: Draft<Rule> = {}): Draft<Rule> => ({
  name,
  priority,
  direction: 'Inbound',
  access: 'Allow',
  protocol: 'Tcp',
  sourceAddressPrefix: '*',
  sourcePortRange: '*',
  destinationAddressPrefix: '*',
  destinationPortRange: '22',
  ...rule,
});

/** The rules that Azure adds to each group. */
const defaults: readonly Draft<Rule>[] = [
  ruleWith('AllowVnetInBound', 65_000, {
    protocol: '*',
    destinationPortRange: '*',
    sourceAddressPrefix: 'VirtualNetwork',
    destinationAddressPrefix: 'VirtualNetwork',
  }),
  ruleWith('AllowAzureLoadBalancerInBound', 65_001, {
    protocol: '*',
    destinationPortRange: '*',
    sourceAddressPrefix: 'AzureLoadBalancer',
  }),
  ruleWith('DenyAllInBound', 65_500, { access: 'Deny', protocol: '*', destinationPortRange: '*' }),
  ruleWith('AllowInternetOutBound', 65_001, { direction: 'Outbound', protocol: '*', destinationPortRange: '*' }),
];

/** A security group with these rules and Azure's own, attached as a test says. */
export const nsgWith = (
  name: string,
  securityRules: readonly Draft<Rule>[],
  config: Draft<Group> = {},
): Resource<'azure.nsg', Group> =>
  make(
    networkSecurityGroup,
    (config.id ?? nsgId(name)).toLowerCase(),
    { id: nsgId(name), name, provisioningState: 'Succeeded', securityRules, defaultSecurityRules: defaults, ...config },
    { name },
  );

/** A security group on the subnet of the nodes. */
export const onNodes = (...rules: readonly Draft<Rule>[]): Resource<'azure.nsg', Group> =>
  nsgWith('nsg', rules, { subnets: [{ id: nodeSubnet.replace('resourceGroups', 'resourcegroups') }] });

interface Interface {
  readonly nsg?: string;
  readonly subnet?: string;
  readonly publicAddress?: boolean;
  readonly natPool?: boolean;
  readonly applicationGroup?: string;
}

/** The scale set of the pool called system, with one interface. */
export const scaleSetWith = (
  { nsg, subnet = nodeSubnet, publicAddress, natPool, applicationGroup }: Interface = {},
  config: Draft<ScaleSet> = {},
): Resource<'azure.scale-set', ScaleSet> => {
  const id = `${subscription}/resourceGroups/${nodeGroup}/providers/Microsoft.Compute/virtualMachineScaleSets/aks-system-1-vmss`;
  return make(scaleSet, id.toLowerCase(), {
    id,
    name: 'aks-system-1-vmss',
    tags: { 'aks-managed-poolName': 'system' },
    virtualMachineProfile: {
      networkProfile: {
        networkInterfaceConfigurations: [
          {
            name: 'nic',
            ...(nsg !== undefined && { networkSecurityGroup: { id: nsg.toUpperCase() } }),
            ipConfigurations: [
              {
                name: 'ip',
                subnet: { id: subnet },
                ...(publicAddress && { publicIPAddressConfiguration: { name: 'pub' } }),
                ...(natPool && { loadBalancerInboundNatPools: [{ id: 'pool' }] }),
                ...(applicationGroup !== undefined && { applicationSecurityGroups: [{ id: applicationGroup }] }),
              },
            ],
          },
        ],
      },
    },
    ...config,
  });
};

/** The network called vnet with a subnet for nodes, which a security group may be on. */
export const networkWith = (
  nsg?: string,
  config: Draft<typeof virtualNetwork.config> = {},
): Resource<'azure.virtual-network', typeof virtualNetwork.config> =>
  make(virtualNetwork, `${network}/virtualNetworks/vnet`.toLowerCase(), {
    name: 'vnet',
    addressSpace: { addressPrefixes: ['10.0.0.0/8'] },
    subnets: [{ id: nodeSubnet, name: 'nodes', ...(nsg !== undefined && { networkSecurityGroup: { id: nsg } }) }],
    ...config,
  });
