import rule from '#rules/azure/aks/aks-node-public-ip';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const open = { name: 'user', mode: 'User', enableNodePublicIP: true };
const gateway = { name: 'egress', mode: 'Gateway', enableNodePublicIP: true };
const hosted = { name: 'hosted', mode: 'ManagedSystem', enableNodePublicIP: true };
const note = 'Nodes of node auto-provisioning belong to no pool and are not covered.';
const auto = { nodeProvisioningProfile: { mode: 'Auto' } };

testRule(rule, {
  pass: {
    'enableNodePublicIP is false': {
      on: aksWith({ agentPoolProfiles: [{ name: 'user', enableNodePublicIP: false }] }),
    },
    'a missing enableNodePublicIP is false': {
      on: aksWith({ agentPoolProfiles: [{ name: 'system', mode: 'System' }] }),
    },
    'beside a gateway pool and one that AKS hosts': {
      on: aksWith({ agentPoolProfiles: [gateway, hosted, { name: 'system', mode: 'System' }] }),
    },
    'nodes of node auto-provisioning are not covered': {
      on: aksWith({ agentPoolProfiles: [{ name: 'system' }], ...auto }),
      message: note,
    },
    'provisioning without a mode is manual': {
      on: aksWith({ agentPoolProfiles: [{ name: 'system' }], nodeProvisioningProfile: {} }),
    },
    'manual provisioning covers all nodes': {
      on: aksWith({ agentPoolProfiles: [{ name: 'system' }], nodeProvisioningProfile: { mode: 'Manual' } }),
    },
  },
  fail: {
    'each pool is a finding of its own': {
      on: aksWith({
        agentPoolProfiles: [{ name: 'system' }, { ...open, nodePublicIPPrefixID: 'prefix' }, { ...open, name: 'more' }],
      }),
      message: 'Each node of the pool user has a public address.',
      also: ['Each node of the pool more has a public address.'],
      key: 'user',
    },
    'node auto-provisioning is said there too': {
      on: aksWith({ agentPoolProfiles: [open], ...auto }),
      message: `Each node of the pool user has a public address. ${note}`,
      key: 'user',
    },
  },
  unknown: {
    'an answer without pools': {
      on: aksWith(),
      reason: 'field-missing',
      message: 'The answer has no agentPoolProfiles.',
    },
  },
  notApplicable: {
    'gateway pools have addresses by design': {
      on: aksWith({ agentPoolProfiles: [gateway] }),
      message: 'AKS hosts the pools, or they are gateways.',
    },
    'pools that AKS hosts': {
      on: aksWith({ agentPoolProfiles: [hosted], ...auto }),
      message: `AKS hosts the pools, or they are gateways. ${note}`,
    },
  },
});
