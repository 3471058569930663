import { expect, it } from 'vitest';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { scaleSet } from '#clouds/azure/compute/scale-set/resource';
import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { typesNeeded } from '#engine/any-rule';
import { evaluate } from '#engine/evaluate';
import { worldOf } from '#engine/world';
import { defaultPolicy } from '#model';
import rule from '#rules/azure/network/azure-nsg-any-port-open';
import { aksWith, nodeGroup, subscription } from '../../../support/azure/aks.ts';
import { gapOn, snapshotsOf } from '../../../support/build.ts';
import { networkWith, nsgId, nsgWith, onNodes, ruleWith, scaleSetWith } from '../../../support/azure/network.ts';
import { testRule } from '../../../support/test-rule.ts';
import { autoProvisioning } from './azure-nsg.auto-provisioning.ts';
import {
  beside,
  cluster,
  exposed,
  hostPorts,
  hosts,
  medium,
  pool,
  shielded,
  together,
  web,
} from './azure-nsg-any-port-open.together.ts';

const closed = 'No rule opens other ports to the internet than those allowed.';
const group = `${subscription}/resourceGroups/${nodeGroup}`;
const low = { grade: 'low' } as const;
const automatic = autoProvisioning(web('8080'), closed, {
  message: 'The rule web opens port 8080 of nodes to the internet.',
  ...medium,
});

testRule(rule, {
  pass: {
    ...automatic.pass,
    'no own rule is closed': { on: onNodes(), beside, message: closed },
    'the allowed ports may be public': {
      on: onNodes(web('', { destinationPortRange: '', destinationPortRanges: ['80', '443'] })),
      beside,
      message: closed,
    },
    'another port that policy allows': {
      on: onNodes(web('8080')),
      beside,
      params: { allowedPublicPorts: [8080] },
      message: closed,
    },
    'administration ports have a rule of their own': {
      on: onNodes(
        web('', { destinationPortRanges: ['22', '3389', '5985-5986', '2379-2380', '6443', '10250', '10255'] }),
      ),
      beside,
      message: closed,
    },
    'an office is not the internet': {
      on: onNodes(web('8080', { sourceAddressPrefix: '52.10.1.0/24' })),
      beside,
      message: closed,
    },
    'exactly maxPublicAddresses are not the internet': {
      on: onNodes(web('8080', { sourceAddressPrefix: '52.10.0.0/16' })),
      beside,
      message: closed,
    },
    'an earlier denial shadows it': {
      on: onNodes(ruleWith('deny', 50, { access: 'Deny', destinationPortRange: '8000-9000' }), web('8080')),
      beside,
      message: closed,
    },
    'two protocols are two ports': {
      on: onNodes(
        ruleWith('one', 100, { destinationPortRange: '8080', sourceAddressPrefix: '52.10.0.0/16' }),
        ruleWith('two', 200, { destinationPortRange: '8080', sourceAddressPrefix: '52.20.0.0/16', protocol: 'Udp' }),
      ),
      beside,
      message: closed,
    },
    'ICMP has no ports': { on: onNodes(web('*', { protocol: 'Icmp' })), beside, message: closed },
  },
  fail: {
    'a single port is medium': {
      on: onNodes(web('8080')),
      beside,
      message: 'The rule web opens port 8080 of nodes to the internet.',
      ...medium,
    },
    'a public way in leaves a single port medium': {
      on: onNodes(web('8080')),
      beside: exposed,
      message: 'The rule web opens port 8080 of nodes that have a public way in to the internet.',
      ...medium,
    },
    'ports that the pool asks for in allowedHostPorts are open': {
      on: onNodes(web('8000-8100', { destinationApplicationSecurityGroups: [{ id: hosts }] })),
      beside: [hostPorts, scaleSetWith()],
      message: 'The rule web opens ports 8000-8100 of nodes to the internet.',
      ...medium,
    },
    'several ports, without those that are allowed': {
      on: onNodes(web('', { destinationPortRange: '', destinationPortRanges: ['80', '440-444', '9000'] })),
      beside,
      message: 'The rule web opens ports 440-442, 444, 9000 of nodes to the internet.',
      ...medium,
    },
    'udp counts': {
      on: onNodes(web('53', { protocol: 'Udp' })),
      beside,
      message: 'The rule web opens port 53 of nodes to the internet.',
      ...medium,
    },
    'all ports are high': {
      on: onNodes(web('*', { protocol: '*' })),
      beside,
      message: 'The rule web opens 65525 ports of nodes to the internet.',
    },
    'all ports of nodes with a public way in are critical': {
      on: onNodes(web('0-65535')),
      beside: exposed,
      message: 'The rule web opens 65525 ports of nodes that have a public way in to the internet.',
      grade: 'critical',
    },
    'a span of 1001 is high, those that are allowed included': {
      on: onNodes(web('80-1080')),
      beside,
      message: 'The rule web opens 999 ports of nodes to the internet.',
    },
    'a span of 1000 is medium': {
      on: onNodes(web('8000-8999')),
      beside,
      message: 'The rule web opens ports 8000-8999 of nodes to the internet.',
      ...medium,
    },
    'a smaller source fails where policy says so': {
      on: onNodes(web('8080', { sourceAddressPrefix: '52.10.1.0/24' })),
      beside,
      params: { maxPublicAddresses: 255 },
      message: 'The rule web opens port 8080 of nodes to the internet.',
      ...medium,
    },
    'an allowed port that policy takes back': {
      on: onNodes(web('443')),
      beside,
      params: { allowedPublicPorts: [80] },
      message: 'The rule web opens port 443 of nodes to the internet.',
      ...medium,
    },
    ...together,
    ...automatic.fail,
    'an office beside the internet is not named': {
      on: onNodes(
        web('8080'),
        ruleWith('office', 50, { destinationPortRange: '8080', sourceAddressPrefix: '52.10.1.0/24' }),
      ),
      beside,
      message: 'The rule web opens port 8080 of nodes to the internet.',
      ...medium,
    },
    'all ports to AzureCloud count one level less': {
      on: onNodes(web('*', { sourceAddressPrefix: 'AzureCloud' })),
      beside,
      message: 'The rule web opens 65525 ports of nodes to every Azure customer.',
      ...medium,
    },
    'a single port to AzureCloud counts one level less': {
      on: onNodes(web('8080', { sourceAddressPrefix: 'AzureCloud.westeurope' })),
      beside,
      message: 'The rule web opens port 8080 of nodes to every Azure customer.',
      ...low,
    },
    'what the group on the interface blocks is low': {
      on: onNodes(web('*')),
      beside: shielded,
      message: 'The rule web opens 65525 ports to the internet; only the other security group on the path blocks it.',
      ...low,
    },
    'a group on the interfaces of a scale set': {
      on: nsgWith('nic', [web('8080')]),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') }), networkWith()],
      message: 'The rule web opens port 8080 of nodes to the internet.',
      ...medium,
    },
    'the node resource group refuses writes': {
      on: nsgWith('nic', [web('8080')], { id: `${group}/providers/Microsoft.Network/networkSecurityGroups/nic` }),
      beside: [
        aksWith({ agentPoolProfiles: [pool], nodeResourceGroupProfile: { restrictionLevel: 'ReadOnly' } }),
        scaleSetWith({ nsg: `${group}/providers/Microsoft.Network/networkSecurityGroups/nic` }),
        networkWith(),
      ],
      message: 'The rule web opens port 8080 of nodes to the internet.',
      cannot: 'the node resource group of shop refuses writes',
      ...medium,
    },
  },
  unknown: {
    ...automatic.unknown,
    'the group on the interface could not be read': {
      on: onNodes(web('8080')),
      beside: [cluster, scaleSetWith({ nsg: nsgId('nic') })],
      gaps: [gapOn(networkSecurityGroup, cluster.target, nsgId('nic').toLowerCase())],
      reason: 'denied',
    },
    'the scale sets could not be read': {
      on: onNodes(web('8080')),
      beside: [cluster],
      hidden: [scaleSet],
      reason: 'denied',
    },
    'the clusters could not be read': { on: onNodes(web('8080')), hidden: [aksCluster], reason: 'denied' },
    'the interfaces of single machines are not read': {
      on: onNodes(web('8080')),
      beside: [aksWith({ agentPoolProfiles: [{ ...pool, type: 'VirtualMachines' }] })],
      reason: 'outside',
      message: 'The interfaces of the pool system are not read.',
    },
    'an open group in a file without clusters': { on: onNodes(web('8080')), folder: 'estate', reason: 'not-in-files' },
    'an answer without rules': {
      on: nsgWith('nsg', [], { securityRules: undefined }),
      reason: 'field-missing',
      message: 'The answer has no securityRules.',
    },
  },
  notApplicable: {
    ...automatic.notApplicable,
    'a group that filters nothing': {
      on: nsgWith('nsg', [web('8080')]),
      beside,
      message: 'no node or pod of a cluster is behind it',
    },
  },
});

it('the severity of policy holds for what is neither graver nor milder', () => {
  const world = worldOf(snapshotsOf([onNodes(web('*', { protocol: '*' })), ...beside], typesNeeded(rule)));
  const policy = { ...defaultPolicy, rules: { [rule.id]: { severity: 'low' as const } } };
  const judged = evaluate({ world, rules: [rule], policy, at: '2026-11-01T00:00:00Z' });
  expect(judged.find(({ verdict }) => verdict === 'fail')).toMatchObject({ severity: 'low' });
});
