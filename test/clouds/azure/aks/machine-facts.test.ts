import { expect, test } from 'vitest';
import { addonOf } from '#clouds/azure/aks/cluster/addon-facts';
import { ownPools, type Pool } from '#clouds/azure/aks/cluster/pool-facts';
import {
  hasWindows,
  hostPortsOf,
  trustedLaunchOf,
  unsafeSysctls,
  untrusted,
} from '#clouds/azure/aks/cluster/pool-machine-facts';
import { poolVersions } from '#clouds/azure/aks/version/skew-facts';
import { fieldMissing, isUnread } from '#rule';
import { aksWith } from '../../../support/azure/aks.ts';

/** The first pool of a cluster that has it alone. */
function poolOf(profile: object): Pool {
  const pools = ownPools(aksWith({ agentPoolProfiles: [{ name: 'user', ...profile }] }).config);
  const [pool] = isUnread(pools) ? [] : pools;
  if (!pool) throw new Error('the cluster has no pool of its own');
  return pool;
}

test.each([
  ['azurepolicy', { at: 'addonProfiles.azurePolicy', key: 'azurePolicy', isOn: true, settings: { version: 'v2' } }],
  ['omsagent', { at: 'addonProfiles.OMSAgent', key: 'OMSAgent', isOn: true, settings: {} }],
  ['kubeDashboard', { at: 'addonProfiles.kubeDashboard', key: 'kubeDashboard', isOn: false, settings: {} }],
])('the add-on %s is found by its name in every spelling, one that is on first', (name, addon) => {
  const addonProfiles = {
    azurePolicy: { enabled: true, config: { version: 'v2' } },
    omsagent: { enabled: false },
    OMSAgent: { enabled: true },
  };
  expect(addonOf(aksWith({ addonProfiles }).config, name)).toEqual(addon);
});

test('Linux is what a pool means that says nothing', () => {
  expect(['windows', 'Windows', 'Linux'].map((osType) => hasWindows(poolOf({ osType })))).toEqual([true, true, false]);
  expect(hasWindows(poolOf({}))).toBe(false);
});

test('ports are read one range by one, and a range without a bound is unread', () => {
  const allowedHostPorts = [{ portStart: 80, portEnd: 81, protocol: 'TCP' }, { portStart: 53 }, { portEnd: 53 }];
  const at = 'agentPoolProfiles[0].networkProfile.allowedHostPorts';
  expect(hostPortsOf(poolOf({ networkProfile: { allowedHostPorts } }))).toEqual([
    { from: 80, to: 81, protocol: 'TCP' },
    fieldMissing(`${at}[1].portEnd`),
    fieldMissing(`${at}[2].portStart`),
  ]);
  expect(hostPortsOf(poolOf({}))).toEqual([]);
});

test.each([
  ['AKSUbuntu-2204gen2arm64containerd-202611.03.0', 'no'],
  ['AKSUbuntu-2204containerd-202611.03.0', 'outside'],
  ['AKSUbuntu-2204gen2containerd-202611.03.0', 'maybe'],
  ['AKSAzureLinux-V3gen2TL-202611.03.0', 'maybe'],
  ['', 'maybe'],
])('the image %s tells whether its machines start by trusted launch: %s', (nodeImageVersion, wanted) => {
  const takesIt = trustedLaunchOf(poolOf({ nodeImageVersion }));
  expect(isUnread(takesIt) ? takesIt.reason : takesIt).toBe(wanted);
});

test('a security profile is shown where there is one, else the pool', () => {
  const expected = { enableSecureBoot: true, enableVtpm: true };
  const at = 'agentPoolProfiles[0]';
  const securityProfile = { enableVtpm: false };
  expect(untrusted(poolOf({ securityProfile }))).toEqual({
    at: `${at}.securityProfile`,
    actual: securityProfile,
    expected,
  });
  expect(untrusted(poolOf({}))).toEqual({ at, actual: { name: 'user' }, expected: { securityProfile: expected } });
});

test.each([
  [['net.*'], ['kernel.msg*']],
  [['net.core.*'], ['net.ipv4.*', 'kernel.msg*']],
  [
    ['net.core.somaxconn', 'kernel.*'],
    ['net.core.*', 'net.ipv4.*'],
  ],
  [[], ['net.core.*', 'net.core.somaxconn', 'net.ipv4.*', 'kernel.msg*']],
])('where %j is allowed, %j is not', (allowed, left) => {
  const allowedUnsafeSysctls = ['net.core.*', 'net.core.somaxconn', 'net.ipv4.*', 'kernel.msg*'];
  expect(unsafeSysctls(poolOf({ kubeletConfig: { allowedUnsafeSysctls } }), allowed)).toEqual(left);
});

test('a pool ahead of its control plane is not behind it', () => {
  const currentKubernetesVersion = '1.33.2';
  const agentPoolProfiles = [
    { name: 'hosted', mode: 'ManagedSystem' },
    { name: 'ahead', currentOrchestratorVersion: '1.34.1' },
    { name: 'behind', currentOrchestratorVersion: '1.30.9' },
    { name: 'odd', currentOrchestratorVersion: 'newest' },
  ];
  const found = poolVersions(aksWith({ currentKubernetesVersion, agentPoolProfiles }).config);
  expect(found.map((it) => (isUnread(it) ? it.reason : [it.name, it.behind, it.pool.at]))).toEqual([
    ['ahead', -1, 'agentPoolProfiles[1].currentOrchestratorVersion'],
    ['behind', 3, 'agentPoolProfiles[2].currentOrchestratorVersion'],
    'malformed',
  ]);
});
