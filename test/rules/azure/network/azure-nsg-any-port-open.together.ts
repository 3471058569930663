import { aksWith, nodeGroup, subscription } from '../../../support/azure/aks.ts';
import { nodeSubnet, nsgId, nsgWith, onNodes, ruleWith, scaleSetWith } from '../../../support/azure/network.ts';

export const pool = { name: 'system', type: 'VirtualMachineScaleSets', vnetSubnetID: nodeSubnet };
export const cluster = aksWith({ agentPoolProfiles: [pool] });
export const beside = [cluster, scaleSetWith()];
export const exposed = [cluster, scaleSetWith({ publicAddress: true })];
export const shielded = [cluster, scaleSetWith({ nsg: nsgId('nic') }), nsgWith('nic', [])];
export const web = (destinationPortRange: string, more: Parameters<typeof ruleWith>[2] = {}) =>
  ruleWith('web', 100, { destinationPortRange, ...more });
export const medium = { grade: 'medium' } as const;

export const hosts = `${subscription}/resourceGroups/${nodeGroup}/providers/Microsoft.Network/applicationSecurityGroups/hosts`;
export const hostPorts = aksWith({
  agentPoolProfiles: [
    {
      ...pool,
      networkProfile: {
        applicationSecurityGroups: [hosts],
        allowedHostPorts: [{ portStart: 8000, portEnd: 8100, protocol: 'TCP' }],
      },
    },
  ],
});

const set = scaleSetWith({}, { name: 'aks-user-1-vmss', tags: { 'aks-managed-poolName': 'user' } });
const otherSet = { ...set, id: set.id.replace('system', 'user') };

/** What several rules open together, or each at its worst. */
export const together = {
  'one finding lists the rules, each at its worst, as grave as the gravest': {
    on: onNodes(web('8080'), ruleWith('azure', 200, { destinationPortRange: '*', sourceAddressPrefix: 'AzureCloud' })),
    beside: exposed,
    message:
      'The rule web opens port 8080 of nodes that have a public way in to the internet. ' +
      'The rule azure opens 65524 ports of nodes that have a public way in to every Azure customer.',
  },
  'two rules whose sources together are the internet': {
    on: onNodes(
      ruleWith('one', 100, { destinationPortRange: '8080', sourceAddressPrefix: '52.10.0.0/16' }),
      ruleWith('two', 200, { destinationPortRange: '8080-8081', sourceAddressPrefix: '52.20.0.0/16' }),
    ),
    beside,
    message:
      'The rule one opens port 8080 of nodes to the internet together with two. ' +
      'The rule two opens port 8080 of nodes to the internet together with one.',
    ...medium,
  },
  'rules that are enough together on an allowed port only are not named': {
    on: onNodes(
      web('8080'),
      ruleWith('one', 200, { destinationPortRange: '443', sourceAddressPrefix: '52.10.0.0/16' }),
      ruleWith('two', 300, { destinationPortRange: '443', sourceAddressPrefix: '52.20.0.0/16' }),
    ),
    beside,
    message: 'The rule web opens port 8080 of nodes to the internet.',
    ...medium,
  },
  'together on an allowed port, and alone on another': {
    on: onNodes(
      ruleWith('one', 100, {
        destinationPortRange: '',
        destinationPortRanges: ['443', '8080'],
        sourceAddressPrefix: '52.10.0.0/16',
      }),
      ruleWith('two', 200, {
        destinationPortRange: '',
        destinationPortRanges: ['443', '8080'],
        sourceAddressPrefix: '52.20.0.0/16',
      }),
      ruleWith('three', 300, { destinationPortRange: '443', sourceAddressPrefix: '52.30.0.0/16' }),
    ),
    beside,
    message:
      'The rule one opens port 8080 of nodes to the internet together with two. ' +
      'The rule two opens port 8080 of nodes to the internet together with one.',
    ...medium,
  },
  'IPv6 addresses are counted too': {
    on: onNodes(web('8080', { sourceAddressPrefix: '2a00:1450::/111' })),
    beside,
    message: 'The rule web opens port 8080 of nodes to the internet.',
    ...medium,
  },
  'the whole internet is the internet whatever policy counts': {
    on: onNodes(web('8080')),
    beside,
    params: { maxPublicAddresses: 5_000_000_000 },
    message: 'The rule web opens port 8080 of nodes to the internet.',
    ...medium,
  },
  'to the internet behind one pool is worse than to Azure behind a pool with a public way in': {
    on: onNodes(web('8080')),
    beside: [
      aksWith({ agentPoolProfiles: [pool, { ...pool, name: 'user' }] }),
      scaleSetWith({ nsg: nsgId('nic'), publicAddress: true }),
      otherSet,
      nsgWith('nic', [ruleWith('azure', 100, { destinationPortRange: '*', sourceAddressPrefix: 'AzureCloud' })]),
    ],
    message: 'The rule web opens port 8080 of nodes to the internet.',
    ...medium,
  },
};
