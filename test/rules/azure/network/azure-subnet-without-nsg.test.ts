import { virtualNetwork } from '#clouds/azure/network/virtual-network/resource';
import rule from '#rules/azure/network/azure-subnet-without-nsg';
import { aksWith } from '../../../support/azure/aks.ts';
import { networkWith, nodeSubnet, nsgId, podSubnet } from '../../../support/azure/network.ts';
import { testRule } from '../../../support/test-rule.ts';

interface Pool {
  readonly name?: string;
  readonly vnetSubnetID?: string;
  readonly podSubnetID?: string;
  readonly enableNodePublicIP?: boolean;
}

const of = (...pools: readonly Pool[]) =>
  aksWith({ agentPoolProfiles: pools.map((it) => ({ name: 'system', vnetSubnetID: nodeSubnet, ...it })) });
const key = nodeSubnet.toLowerCase();
const message = 'The subnet nodes of the pool system has no network security group.';
const guarded = networkWith(nsgId('nsg'));
const open = networkWith();
const both = networkWith(undefined, {
  subnets: [
    { id: nodeSubnet, name: 'nodes', networkSecurityGroup: { id: nsgId('nsg') } },
    { id: podSubnet, name: 'pods' },
  ],
});
const elsewhere = nodeSubnet.replace('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000002');

testRule(rule, {
  pass: {
    'a security group is on the subnet': { on: of({}), beside: [guarded] },
    'ids are compared without case': { on: of({ vnetSubnetID: nodeSubnet.toUpperCase() }), beside: [guarded] },
    'subnets that no pool names, of the API server and of gateways': { on: of({}), beside: [both] },
  },
  fail: {
    'no security group': { on: of({}), beside: [open], key, message },
    'several pools on one subnet': {
      on: of({}, { name: 'web' }),
      beside: [open],
      key,
      message: 'The subnet nodes of the pools system, web has no network security group.',
    },
    'nodes with public addresses': {
      on: of({ enableNodePublicIP: true }),
      beside: [open],
      key,
      grade: 'medium',
      message:
        'The subnet nodes of the pool system has no network security group, and nodes on it have public addresses.',
    },
    'one of two pools has public addresses': {
      on: of({}, { name: 'web', enableNodePublicIP: true }),
      beside: [open],
      key,
      grade: 'medium',
      message:
        'The subnet nodes of the pools system, web has no network security group, and nodes on it have public addresses.',
    },
    'pods on a subnet of their own have no public addresses': {
      on: of({ podSubnetID: podSubnet, enableNodePublicIP: true }),
      beside: [both],
      key: podSubnet.toLowerCase(),
      message: 'The subnet pods of the pool system has no network security group.',
    },
    'nodes and pods on one subnet': {
      on: of({ podSubnetID: nodeSubnet }),
      beside: [open],
      key,
      message,
    },
    'each subnet is a finding of its own': {
      on: of({ podSubnetID: podSubnet }),
      beside: [networkWith(undefined, { subnets: [{ id: nodeSubnet }, { id: podSubnet }] })],
      key,
      message,
      also: ['The subnet pods of the pool system has no network security group.'],
    },
  },
  unknown: {
    'the network is in a subscription that is not watched': {
      on: of({ vnetSubnetID: elsewhere }),
      reason: 'outside',
    },
    'networks are unreadable': { on: of({}), beside: [guarded], hidden: [virtualNetwork], reason: 'denied' },
    'the network was not found': { on: of({}), reason: 'not-found', message: 'The subnet nodes was not found.' },
    'the network holds no such subnet': {
      on: of({}),
      beside: [networkWith(undefined, { subnets: [{ id: podSubnet }] })],
      reason: 'not-found',
      message: 'The subnet nodes was not found.',
    },
    'a network without its subnets': {
      on: of({}),
      beside: [networkWith(undefined, { subnets: undefined })],
      reason: 'not-found',
      message: 'The subnet nodes was not found.',
    },
    'an answer without pools': { on: aksWith(), reason: 'field-missing' },
  },
  notApplicable: {
    'a network that AKS made': {
      on: aksWith({ agentPoolProfiles: [{ name: 'system' }] }),
      message: 'its pools stand on a network that AKS made',
    },
  },
});
