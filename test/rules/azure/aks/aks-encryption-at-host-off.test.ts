import rule from '#rules/azure/aks/aks-encryption-at-host-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const vmSize = 'Standard_D4ds_v5';
const user = { name: 'user', mode: 'User', vmSize, enableEncryptionAtHost: false };
const hosted = { name: 'hosted', mode: 'ManagedSystem' };
const message = `Temporary disks and caches of the pool user are not encrypted at the host; ${vmSize} may not support it.`;
const key = 'user';
const note = 'Nodes of node auto-provisioning belong to no pool and are not covered.';
const auto = { nodeProvisioningProfile: { mode: 'auto' } };
const machines = (...sizes: string[]) => ({
  name: 'user',
  type: 'VirtualMachines',
  virtualMachinesProfile: { scale: { manual: sizes.map((size) => ({ size, count: 1 })) } },
});

testRule(rule, {
  pass: {
    'enableEncryptionAtHost is true': {
      on: aksWith({ agentPoolProfiles: [{ ...user, enableEncryptionAtHost: true }, hosted] }),
    },
    'nodes of node auto-provisioning are not covered': {
      on: aksWith({ agentPoolProfiles: [{ ...user, enableEncryptionAtHost: true }], ...auto }),
      message: note,
    },
  },
  fail: {
    'enableEncryptionAtHost is false': { on: aksWith({ agentPoolProfiles: [user] }), message, key },
    'a missing enableEncryptionAtHost is not true': {
      on: aksWith({ agentPoolProfiles: [hosted, { name: 'user', vmSize }] }),
      message,
      key,
    },
    'AKS Automatic returns false by default': {
      on: aksWith({ sku: { name: 'Automatic' }, agentPoolProfiles: [user, hosted], ...auto }),
      message: `${message} ${note}`,
      key,
    },
    'with ephemeral disks the system disk is meant too': {
      on: aksWith({ agentPoolProfiles: [{ ...user, osDiskType: 'Ephemeral' }] }),
      message: `System disks, temporary disks and caches of the pool user are not encrypted at the host; ${vmSize} may not support it.`,
      key,
    },
    'each pool is a finding of its own': {
      on: aksWith({ agentPoolProfiles: [user, { ...user, name: 'more', vmSize: 'Standard_B2s' }] }),
      message,
      also: [
        'Temporary disks and caches of the pool more are not encrypted at the host; Standard_B2s may not support it.',
      ],
      key,
    },
    'a pool without a size': {
      on: aksWith({ agentPoolProfiles: [{ name: 'user' }] }),
      message:
        'Temporary disks and caches of the pool user are not encrypted at the host; its size may not support it.',
      key,
    },
    'single machines without a scale, and a size that only looks confidential': {
      on: aksWith({
        agentPoolProfiles: [{ name: 'user', vmSize: 'Not_Standard_DC4as_v5', virtualMachinesProfile: {} }],
      }),
      message:
        'Temporary disks and caches of the pool user are not encrypted at the host; Not_Standard_DC4as_v5 may not support it.',
      key,
    },
    'single machines of which not all are confidential': {
      on: aksWith({ agentPoolProfiles: [machines('Standard_DC4as_v5', vmSize)] }),
      message: `Temporary disks and caches of the pool user are not encrypted at the host; Standard_DC4as_v5, ${vmSize} may not support it.`,
      key,
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
    'a confidential size': {
      on: aksWith({ agentPoolProfiles: [{ ...user, vmSize: 'Standard_DC4as_v5' }, hosted] }),
      message: 'no pool has machines that take it',
    },
    'confidential machines of every family': {
      on: aksWith({ agentPoolProfiles: [machines('standard_ec4es_v6', 'Standard_NCC40ads_H100_v5')], ...auto }),
      message: `no pool has machines that take it ${note}`,
    },
    'pools that AKS hosts': {
      on: aksWith({ agentPoolProfiles: [hosted] }),
      message: 'no pool has machines that take it',
    },
  },
});
