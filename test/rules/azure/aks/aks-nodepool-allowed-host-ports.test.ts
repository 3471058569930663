import rule from '#rules/azure/aks/aks-nodepool-allowed-host-ports';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const note = 'Nodes of node auto-provisioning belong to no pool and are not covered.';
const auto = { nodeProvisioningProfile: { mode: 'auto' } };
const hosted = { name: 'hosted', mode: 'ManagedSystem' };
const ports = (portStart: number, portEnd: number, protocol = 'TCP') => ({ portStart, portEnd, protocol });
const pool = (...allowedHostPorts: object[]) => ({ name: 'user', networkProfile: { allowedHostPorts } });
const open = (...allowedHostPorts: object[]) => ({ ...pool(...allowedHostPorts), enableNodePublicIP: true });
const key = 'user';
const low = { key, grade: 'low' } as const;

testRule(rule, {
  pass: {
    'no profile and no list': {
      on: aksWith({ agentPoolProfiles: [{ name: 'a' }, { name: 'b', networkProfile: {} }, hosted] }),
    },
    'an empty list': { on: aksWith({ agentPoolProfiles: [open()] }) },
    'each port of the range is allowed': {
      on: aksWith({ agentPoolProfiles: [open(ports(80, 82))] }),
      params: { allowedPorts: [80, 81, 82, 82] },
    },
    'nodes of node auto-provisioning are not covered': {
      on: aksWith({ agentPoolProfiles: [pool()], ...auto }),
      message: note,
    },
  },
  fail: {
    'ports of nodes with public addresses': {
      on: aksWith({ agentPoolProfiles: [open(ports(8000, 8100), ports(53, 53, 'UDP'))] }),
      message:
        'AKS opens ports 8000-8100/TCP, port 53/UDP of the pool user to the internet; its nodes have public addresses.',
      key,
    },
    'nothing public leads to the nodes': {
      on: aksWith({ agentPoolProfiles: [pool(ports(80, 80))], ...auto }),
      message: `AKS opens port 80/TCP of the pool user to the internet; its nodes have no public addresses. ${note}`,
      ...low,
    },
    'a port of the range is not allowed, and another range is': {
      on: aksWith({ agentPoolProfiles: [pool(ports(80, 82), ports(443, 443))] }),
      params: { allowedPorts: [80, 82, 443] },
      message: 'AKS opens ports 80-82/TCP of the pool user to the internet; its nodes have no public addresses.',
      ...low,
    },
    'a range that cannot be read does not hide another one': {
      on: aksWith({ agentPoolProfiles: [pool({ portStart: 1 }, { portStart: 22, portEnd: 22 })] }),
      message: 'AKS opens port 22 of the pool user to the internet; its nodes have no public addresses.',
      cannot: 'a range of the pool could not be read',
      ...low,
    },
    'each pool is a finding of its own': {
      on: aksWith({ agentPoolProfiles: [pool(ports(80, 80)), { ...pool(ports(81, 81)), name: 'more' }] }),
      message: 'AKS opens port 80/TCP of the pool user to the internet; its nodes have no public addresses.',
      also: ['AKS opens port 81/TCP of the pool more to the internet; its nodes have no public addresses.'],
      ...low,
    },
  },
  unknown: {
    'a range without its end': {
      on: aksWith({ agentPoolProfiles: [pool({ portStart: 80 })] }),
      reason: 'field-missing',
      message: 'The answer has no agentPoolProfiles[0].networkProfile.allowedHostPorts[0].portEnd.',
    },
    'a range without its start': {
      on: aksWith({ agentPoolProfiles: [pool({ portEnd: 80 })] }),
      reason: 'field-missing',
      message: 'The answer has no agentPoolProfiles[0].networkProfile.allowedHostPorts[0].portStart.',
    },
    'an answer without pools': { on: aksWith(), reason: 'field-missing' },
  },
  notApplicable: {
    'pools that AKS hosts': { on: aksWith({ agentPoolProfiles: [hosted] }), message: 'AKS hosts the pools.' },
  },
});
