import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { scaleSet } from '#clouds/azure/compute/scale-set/resource';
import { virtualNetwork } from '#clouds/azure/network/virtual-network/resource';
import rule from '#rules/azure/network/azure-nsg-admin-port-open';
import { aksWith, nodeGroup, subscription } from '../../../support/azure/aks.ts';
import { networkWith, nodeSubnet, nsgWith, onNodes, ruleWith, scaleSetWith } from '../../../support/azure/network.ts';
import { testRule } from '../../../support/test-rule.ts';
import { paths } from './azure-nsg-admin-port-open.paths.ts';
import { unions } from './azure-nsg-admin-port-open.unions.ts';
import { autoProvisioning } from './azure-nsg.auto-provisioning.ts';

const pool = { name: 'system', type: 'VirtualMachineScaleSets', vnetSubnetID: nodeSubnet };
const cluster = aksWith({ agentPoolProfiles: [pool] });
const plain = [cluster, scaleSetWith()];
const exposed = [cluster, scaleSetWith({ publicAddress: true })];
const ssh = ruleWith('ssh', 100);
const closed = 'No rule opens an admin port to the internet.';
const open = 'The rule ssh opens port 22 of nodes to the internet.';
const way = 'The rule ssh opens port 22 of nodes that have a public way in to the internet.';
const high = { grade: 'high', key: 'ssh' } as const;
const automatic = autoProvisioning(ssh, closed, { message: open, ...high });
const ofService = ruleWith('k8s-azure-lb_allow_IPv4_5', 500, { destinationAddressPrefix: '20.1.2.3' });
const group = `${subscription}/resourceGroups/${nodeGroup}`;
const applicationGroup = `${group}/providers/Microsoft.Network/applicationSecurityGroups/hosts`;
const hostPorts = {
  applicationSecurityGroups: [applicationGroup.toUpperCase()],
  allowedHostPorts: [{ portStart: 20, portEnd: 30, protocol: 'TCP' }],
};

testRule(rule, {
  pass: {
    'no own rule is closed': { on: onNodes(), beside: plain, message: closed },
    'a rule for HTTPS opens no admin port': {
      on: onNodes(ruleWith('https', 100, { destinationPortRange: '443' })),
      beside: plain,
      message: closed,
    },
    'an office is not the internet': {
      on: onNodes(ruleWith('office', 100, { sourceAddressPrefix: '52.10.1.0/24' })),
      beside: plain,
      message: closed,
    },
    'exactly maxPublicAddresses are not the internet': {
      on: onNodes(ruleWith('office', 100, { sourceAddressPrefix: '52.10.0.0/16' })),
      beside: plain,
      message: closed,
    },
    'another admin port where policy says so': {
      on: onNodes(ssh),
      beside: plain,
      params: { adminPorts: [3389] },
      message: closed,
    },
    'a closed group passes whatever it is on': { on: onNodes(), hidden: [aksCluster, scaleSet], message: closed },
    ...unions.pass,
    ...automatic.pass,
    'a rule of a Service is left to the rules of Services': {
      on: onNodes(ofService),
      beside: [...plain, networkWith()],
      message: closed,
    },
    'a rule limited to application groups that the nodes are not in': {
      on: onNodes(
        ruleWith('ssh', 100, {
          destinationAddressPrefix: '',
          destinationApplicationSecurityGroups: [{ id: applicationGroup }],
        }),
      ),
      beside: plain,
    },
  },
  fail: {
    ...paths.fail,
    ...unions.fail,
    ...automatic.fail,
    'the name of a Service rule exempts nothing that lets in to a network': {
      on: onNodes(ruleWith('k8s-azure-lb_allow', 500, { destinationAddressPrefix: '10.0.0.0/8' })),
      beside: [...plain, networkWith()],
      message: 'The rule k8s-azure-lb_allow opens port 22 of nodes to the internet.',
      grade: 'high',
      key: 'k8s-azure-lb_allow',
    },
    'the name of a Service rule exempts no public address of the nodes': {
      on: onNodes(ofService),
      beside: [...plain, networkWith(undefined, { addressSpace: { addressPrefixes: ['10.0.0.0/8', '20.1.0.0/16'] } })],
      message: 'The rule k8s-azure-lb_allow_IPv4_5 opens port 22 of nodes to the internet.',
      grade: 'high',
      key: 'k8s-azure-lb_allow_IPv4_5',
    },
    'a node with a public address of its own makes it critical': {
      on: onNodes(ssh),
      beside: exposed,
      message: way,
      key: 'ssh',
    },
    'enableNodePublicIP makes it critical': {
      on: onNodes(ssh),
      beside: [aksWith({ agentPoolProfiles: [{ ...pool, enableNodePublicIP: true }] }), scaleSetWith()],
      message: way,
      key: 'ssh',
    },
    'a port that the pool asks for in allowedHostPorts is open': {
      on: onNodes(
        ruleWith('ssh', 100, {
          destinationAddressPrefix: '',
          destinationApplicationSecurityGroups: [{ id: applicationGroup }],
        }),
      ),
      beside: [
        aksWith({ agentPoolProfiles: [{ ...pool, enableNodePublicIP: true, networkProfile: hostPorts }] }),
        scaleSetWith(),
      ],
      message: way,
      key: 'ssh',
    },
    'an inbound NAT pool makes it critical': {
      on: onNodes(ssh),
      beside: [cluster, scaleSetWith({ natPool: true })],
      message: way,
      key: 'ssh',
    },
    'nodes without a public way in leave it high': { on: onNodes(ssh), beside: plain, message: open, ...high },
    'a smaller source fails where policy says so': {
      on: onNodes(ruleWith('ssh', 100, { sourceAddressPrefix: '52.10.1.0/24' })),
      beside: plain,
      params: { maxPublicAddresses: 255 },
      message: open,
      ...high,
    },
    'the plan keeps the other ports of the rule': {
      on: onNodes(ruleWith('low', 100, { destinationPortRange: '', destinationPortRanges: ['20-30', '443'] })),
      beside: plain,
      message: 'The rule low opens port 22 of nodes to the internet.',
      grade: 'high',
      key: 'low',
    },
    'a rule that opens every port fails here too': {
      on: onNodes(ruleWith('all', 100, { protocol: '*', destinationPortRange: '*' })),
      beside: plain,
      params: { adminPorts: [22, 6443] },
      message: 'The rule all opens ports 22, 6443 of nodes to the internet.',
      grade: 'high',
      key: 'all',
    },
    'each rule is a finding of its own': {
      on: onNodes(ssh, ruleWith('rdp', 200, { destinationPortRange: '3389', protocol: 'Udp' })),
      beside: plain,
      message: open,
      also: ['The rule rdp opens port 3389 of nodes to the internet.'],
      ...high,
    },
    'AzureCloud counts one level less': {
      on: onNodes(ruleWith('ssh', 100, { sourceAddressPrefix: 'AzureCloud' })),
      beside: plain,
      message: 'The rule ssh opens port 22 of nodes to every Azure customer.',
      grade: 'medium',
      key: 'ssh',
    },
    'a region of AzureCloud counts one level less': {
      on: onNodes(ruleWith('ssh', 100, { sourceAddressPrefix: 'azurecloud.westeurope' })),
      beside: exposed,
      message: 'The rule ssh opens port 22 of nodes that have a public way in to every Azure customer.',
      ...high,
    },
    'the application group of the nodes': {
      on: onNodes(
        ruleWith('ssh', 100, {
          destinationAddressPrefix: '',
          destinationApplicationSecurityGroups: [{ id: applicationGroup }],
        }),
      ),
      beside: [cluster, scaleSetWith({ applicationGroup: applicationGroup.toUpperCase() })],
      message: open,
      ...high,
    },
  },
  unknown: {
    ...paths.unknown,
    ...unions.unknown,
    ...automatic.unknown,
    'a Service rule while the network of the nodes could not be read': {
      on: onNodes(ofService),
      beside: plain,
      hidden: [virtualNetwork],
      reason: 'denied',
    },
    'a Service rule while the network of the nodes is not there': {
      on: onNodes(ofService),
      beside: plain,
      reason: 'not-found',
    },
    'a Service rule while the network does not say its addresses': {
      on: onNodes(ofService),
      beside: [...plain, networkWith(undefined, { addressSpace: undefined })],
      reason: 'field-missing',
      message: 'The answer has no addressSpace.',
    },
    'a Service rule on interfaces of which the subnet is not known': {
      on: nsgWith('nic', [ofService], {
        networkInterfaces: [{ id: `${group}/providers/Microsoft.Network/networkInterfaces/node-1` }],
      }),
      beside: [aksWith({ agentPoolProfiles: [{ name: 'system', type: 'VirtualMachines' }] })],
      reason: 'outside',
      message: 'Which subnet the interface is in is not read.',
    },
    'a Service rule while the clusters could not be read': {
      on: onNodes(ofService),
      hidden: [aksCluster],
      reason: 'denied',
    },
    'the scale sets could not be read': { on: onNodes(ssh), beside: [cluster], hidden: [scaleSet], reason: 'denied' },
    'the clusters could not be read': { on: onNodes(ssh), hidden: [aksCluster], reason: 'denied' },
    'an open group in a file without clusters': { on: onNodes(ssh), folder: 'estate', reason: 'not-in-files' },
    'the interfaces of single machines are not read': {
      on: onNodes(ssh),
      beside: [aksWith({ agentPoolProfiles: [{ ...pool, type: 'VirtualMachines' }] })],
      reason: 'outside',
      message: 'The interfaces of the pool system are not read.',
    },
    'an answer without rules': {
      on: nsgWith('nsg', [], { securityRules: undefined }),
      reason: 'field-missing',
      message: 'The answer has no securityRules.',
    },
    'a group that is being deleted': {
      on: nsgWith('nsg', [ssh], { provisioningState: 'Deleting' }),
      reason: 'in-transition',
    },
  },
  notApplicable: {
    ...paths.notApplicable,
    ...automatic.notApplicable,
    'a group that filters nothing': {
      on: nsgWith('nsg', [ssh]),
      beside: plain,
      message: 'no node or pod of a cluster is behind it',
    },
  },
});
