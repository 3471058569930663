import rule from '#rules/azure/aks/aks-node-secure-boot-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const note = 'Nodes of node auto-provisioning belong to no pool and are not covered.';
const auto = { nodeProvisioningProfile: { mode: 'auto' } };
const hosted = { name: 'hosted', mode: 'ManagedSystem' };
const vmSize = 'Standard_D4ds_v5';
const user = { name: 'user', vmSize, nodeImageVersion: 'AKSUbuntu-2204gen2containerd-202611.03.0' };
const trusted = { ...user, securityProfile: { enableSecureBoot: true, enableVtpm: true } };
const windows = { name: 'win', vmSize, osType: 'Windows' };
const message = `The nodes of the pool user start without secure boot and vTPM; ${vmSize} may not support it.`;
const key = 'user';

testRule(rule, {
  pass: {
    'both are on': { on: aksWith({ agentPoolProfiles: [trusted, hosted, windows] }) },
    'nodes of node auto-provisioning are not covered': {
      on: aksWith({ agentPoolProfiles: [trusted], ...auto }),
      message: note,
    },
  },
  fail: {
    'both are off': {
      on: aksWith({
        agentPoolProfiles: [{ ...user, securityProfile: { enableSecureBoot: false, enableVtpm: false } }],
      }),
      message,
      key,
    },
    'what is missing is off': {
      on: aksWith({ agentPoolProfiles: [user], ...auto }),
      message: `${message} ${note}`,
      key,
    },
    'secure boot without a vTPM': {
      on: aksWith({ agentPoolProfiles: [{ ...user, securityProfile: { enableSecureBoot: true } }] }),
      message: `The nodes of the pool user start without vTPM; ${vmSize} may not support it.`,
      key,
    },
    'a vTPM without secure boot': {
      on: aksWith({ agentPoolProfiles: [{ ...user, securityProfile: { enableVtpm: true } }] }),
      message: `The nodes of the pool user start without secure boot; ${vmSize} may not support it.`,
      key,
    },
    'an image that is not named, and no size': {
      on: aksWith({ agentPoolProfiles: [{ name: 'user' }] }),
      message: 'The nodes of the pool user start without secure boot and vTPM; its size may not support it.',
      key,
    },
    'each pool is a finding of its own': {
      on: aksWith({ agentPoolProfiles: [user, { ...user, name: 'more' }] }),
      message,
      also: [`The nodes of the pool more start without secure boot and vTPM; ${vmSize} may not support it.`],
      key,
    },
  },
  unknown: {
    'an answer without pools': { on: aksWith(), reason: 'field-missing' },
    'machines of generation 1, whose size may have generation 2': {
      on: aksWith({
        agentPoolProfiles: [
          trusted,
          { ...user, name: 'one', nodeImageVersion: 'AKSUbuntu-2204containerd-202611.03.0' },
        ],
      }),
      reason: 'outside',
      message: 'Whether the size of the pool one has machines of generation 2 is not read.',
    },
  },
  notApplicable: {
    'Windows, confidential machines and pools that AKS hosts': {
      on: aksWith({ agentPoolProfiles: [windows, hosted, { ...user, vmSize: 'Standard_DC4as_v5' }] }),
      message: 'no pool has machines that take it',
    },
    arm64: {
      on: aksWith({
        agentPoolProfiles: [{ ...user, nodeImageVersion: 'AKSUbuntu-2204gen2arm64containerd-202611.03.0' }],
        ...auto,
      }),
      message: `no pool has machines that take it ${note}`,
    },
  },
});
