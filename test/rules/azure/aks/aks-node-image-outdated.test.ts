import rule from '#rules/azure/aks/aks-node-image-outdated';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const at = '2026-11-05T12:00:00Z';
const pool = (nodeImageVersion: string | undefined, more: object = {}) =>
  aksWith({ agentPoolProfiles: [{ name: 'user', nodeImageVersion, osSKU: 'Ubuntu', ...more }] });
const key = { key: 'user', at };
const high = { ...key, grade: 'high' } as const;
const hosted = { name: 'system', mode: 'ManagedSystem' };

testRule(rule, {
  pass: {
    'an image of 35 days ago': { on: pool('AKSUbuntu-2204gen2containerd-202610.01.0'), at },
    'an image of Windows': { on: pool('AKSWindows-2022-containerd-20348.2700.261101'), at },
    'the older form': { on: pool('AKSUbuntu-2204-2026.11.02'), at },
    'AzureLinux does not tell its version': {
      on: pool('AKSAzureLinux-V3gen2-202611.02.0', { osSKU: 'AzureLinux' }),
      at,
    },
    'policy leaves more days': {
      on: pool('AKSUbuntu-2204gen2containerd-202609.01.0'),
      at,
      params: { maxAgeDays: 65 },
    },
    'nodes of node auto-provisioning are not covered': {
      on: aksWith({
        nodeProvisioningProfile: { mode: 'Auto' },
        agentPoolProfiles: [{ name: 'user', nodeImageVersion: 'AKSUbuntu-2204gen2containerd-202611.02.0' }],
      }),
      at,
      message: 'Nodes of node auto-provisioning belong to no pool and are not covered.',
    },
  },
  fail: {
    'an image of 36 days ago': {
      on: pool('AKSUbuntu-2204gen2containerd-202609.30.0'),
      message: 'The pool user runs AKSUbuntu-2204gen2containerd-202609.30.0, which is 36 days old.',
      ...key,
    },
    'an old image of Windows': {
      on: pool('AKSWindows-2022-containerd-20348.2700.240911'),
      message: 'The pool user runs AKSWindows-2022-containerd-20348.2700.240911, which is 785 days old.',
      ...key,
    },
    'an image of Windows that two others followed': {
      on: pool('AKSWindows-2022-containerd-20348.2700.260909'),
      message: 'The pool user runs AKSWindows-2022-containerd-20348.2700.260909, which is 57 days old.',
      ...key,
    },
    'the older form of an old image': {
      on: pool('AKSUbuntu-2004-2026.09.30'),
      message: 'The pool user runs AKSUbuntu-2004-2026.09.30, which is 36 days old.',
      ...key,
    },
    'policy leaves fewer days': {
      on: pool('AKSUbuntu-2204gen2containerd-202611.02.0'),
      params: { maxAgeDays: 2 },
      message: 'The pool user runs AKSUbuntu-2204gen2containerd-202611.02.0, which is 3 days old.',
      ...key,
    },
    'a system that is retired': {
      on: pool('AKSWindows-2019-containerd-17763.6293.261101', { osSKU: 'windows2019' }),
      message: 'The pool user runs windows2019, which policy denies.',
      ...high,
    },
    'policy denies a system': {
      on: pool(undefined),
      params: { deniedOsSkus: ['UBUNTU'] },
      message: 'The pool user runs Ubuntu, which policy denies.',
      ...high,
    },
    'an image of a retired system': {
      on: pool('AKSAzureLinux-V2gen2-202611.02.0', { osSKU: 'AzureLinux' }),
      message: 'The pool user runs AKSAzureLinux-V2gen2-202611.02.0, which policy denies.',
      ...high,
    },
    'policy denies images': {
      on: pool('AKSUbuntu-2204gen2containerd-202611.02.0'),
      params: { deniedImagePrefixes: ['aksubuntu-2204'] },
      message: 'The pool user runs AKSUbuntu-2204gen2containerd-202611.02.0, which policy denies.',
      ...high,
    },
  },
  unknown: {
    'the image of Windows of the month before may be the newest': {
      on: pool('AKSWindows-2022-containerd-20348.2700.260915'),
      at,
      reason: 'outside',
    },
    'a version that fits no form': { on: pool('AKSUbuntu-latest'), at, reason: 'malformed' },
    'a day that does not exist': { on: pool('AKSUbuntu-2204gen2containerd-202613.40.0'), at, reason: 'malformed' },
    'a pool without a version': { on: pool(undefined), at, reason: 'field-missing' },
    'a cluster without its pools': { on: aksWith(), at, reason: 'field-missing' },
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
  notApplicable: {
    'AKS hosts the pools': {
      on: aksWith({ agentPoolProfiles: [hosted], nodeProvisioningProfile: { mode: 'Auto' } }),
      message: 'AKS hosts the pools. Nodes of node auto-provisioning belong to no pool and are not covered.',
    },
  },
});
