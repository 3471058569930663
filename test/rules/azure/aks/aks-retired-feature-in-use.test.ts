import rule from '#rules/azure/aks/aks-retired-feature-in-use';
import { aksWith } from '../../../support/azure/aks.ts';
import type { Draft } from '../../../support/build.ts';
import type { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { testRule } from '../../../support/test-rule.ts';

type Config = Draft<typeof aksCluster.config>;
type PoolDraft = NonNullable<Config['agentPoolProfiles']>[number];

const at = '2026-11-23T00:00:00.000Z';
const pool = {
  name: 'system',
  mode: 'System',
  osType: 'Linux',
  osSKU: 'Ubuntu',
  nodeImageVersion: 'AKSUbuntu-2404gen2containerd-202611.03.0',
};
const network = { networkPlugin: 'azure', networkPolicy: 'cilium', loadBalancerSku: 'standard' };
const cluster = (networkProfile: Config['networkProfile'] = {}, ...pools: readonly PoolDraft[]) =>
  aksWith({
    networkProfile: { ...network, ...networkProfile },
    agentPoolProfiles: [pool, ...pools.map((it) => ({ ...pool, name: 'extra', ...it }))],
  });
const windows = {
  osType: 'Windows',
  osSKU: 'Windows2022',
  nodeImageVersion: 'AKSWindows-2022-containerd-20348.4000.261101',
};
const basic = 'It uses the Basic load balancer, retired on 2025-09-30.';

testRule(rule, {
  pass: {
    'nothing that is retired': { on: cluster(), at },
    'what retires in more than a year': { on: cluster({ networkPlugin: 'kubenet' }), at },
    'a load balancer that is not named is the standard one': { on: cluster({ loadBalancerSku: undefined }), at },
    'Windows nodes under another policy engine': { on: cluster({ networkPolicy: 'calico' }, windows), at },
    'pools that AKS hosts itself': {
      on: cluster({}, { mode: 'ManagedSystem', nodeImageVersion: 'AKSUbuntu-2004fipscontainerd-202611.03.0' }),
      at,
    },
    'Open Service Mesh that is off': {
      on: aksWith({
        networkProfile: network,
        agentPoolProfiles: [{ ...pool, type: 'VirtualMachineScaleSets' }],
        addonProfiles: { openServiceMesh: { enabled: false } },
      }),
      at,
    },
    'fewer days of warning': {
      on: cluster({}, { osSKU: 'AzureLinuxOSGuard' }),
      at,
      params: { warnDays: 16 },
    },
  },
  fail: {
    'the Basic load balancer, in any case': {
      on: cluster({ loadBalancerSku: 'Basic' }),
      at,
      message: basic,
      grade: 'medium',
    },
    'Azure network policies with Windows nodes': {
      on: cluster({ networkPolicy: 'Azure' }, windows),
      at,
      message: 'It uses Azure network policies on Windows nodes, retired on 2026-09-30.',
      grade: 'medium',
    },
    'what retires within a year is low': {
      on: cluster({}, { osSKU: 'AzureLinuxOSGuard' }),
      at,
      message: 'It uses Azure Linux with OS Guard in the pool extra, to retire on 2026-12-10.',
    },
    'on the day itself it is retired': {
      on: cluster({}, { osSKU: 'AzureLinuxOSGuard' }),
      at: '2026-12-10T00:00:00.000Z',
      message: 'It uses Azure Linux with OS Guard in the pool extra, retired on 2026-12-10.',
      grade: 'medium',
    },
    'the hour before it is not': {
      on: cluster({}, { osSKU: 'AzureLinuxOSGuard' }),
      at: '2026-12-09T23:00:00.000Z',
      params: { warnDays: 0 },
      message: 'It uses Azure Linux with OS Guard in the pool extra, to retire on 2026-12-10.',
    },
    'an image of Ubuntu 20.04': {
      on: cluster({}, { nodeImageVersion: 'AKSUbuntu-2004fipscontainerd-202611.03.0' }),
      at,
      message: 'It uses Ubuntu 20.04 in the pool extra, to retire on 2027-03-17.',
    },
    'an image of Ubuntu 22.04': {
      on: cluster({}, { nodeImageVersion: 'AKSUbuntu-2204gen2containerd-202611.03.0' }),
      at,
      message: 'It uses Ubuntu 22.04 in the pool extra, to retire on 2027-06-30.',
    },
    'Ubuntu 22.04 by its SKU': {
      on: cluster({}, { osSKU: 'Ubuntu2204' }),
      at,
      message: 'It uses Ubuntu 22.04 in the pool extra, to retire on 2027-06-30.',
    },
    'a pool that is an availability set': {
      on: cluster({}, { type: 'AvailabilitySet' }),
      at,
      message: 'It uses the availability set of the pool extra, retired on 2025-09-30.',
      grade: 'medium',
    },
    'Open Service Mesh, in any case': {
      on: aksWith({
        networkProfile: network,
        agentPoolProfiles: [pool],
        addonProfiles: { OpenServiceMesh: { enabled: true } },
      }),
      at,
      message: 'It uses Open Service Mesh, to retire on 2027-09-30.',
    },
    'Windows Server 2022 by its image': {
      on: cluster({}, { ...windows, osSKU: undefined }),
      at: '2027-08-01T00:00:00.000Z',
      message: 'It uses Windows Server 2022 in the pool extra, to retire on 2028-06-30.',
    },
    'kubenet, in the year before its end': {
      on: cluster({ networkPlugin: 'kubenet' }),
      at: '2027-06-01T00:00:00.000Z',
      message: 'It uses kubenet, to retire on 2028-03-31.',
    },
    'Windows Server 2022, in the year before its end': {
      on: cluster({}, windows),
      at: '2027-08-01T00:00:00.000Z',
      message: 'It uses Windows Server 2022 in the pool extra, to retire on 2028-06-30.',
    },
    'several are one finding, as grave as the worst': {
      on: cluster({ loadBalancerSku: 'basic' }, { osSKU: 'AzureLinuxOSGuard' }),
      at,
      message: `It uses Azure Linux with OS Guard in the pool extra, to retire on 2026-12-10; ${basic.slice(8)}`,
      grade: 'medium',
    },
    'more days of warning': {
      on: cluster({ networkPlugin: 'kubenet' }),
      at,
      params: { warnDays: 500 },
      message: 'It uses kubenet, to retire on 2028-03-31.',
    },
  },
  unknown: {
    'a cluster without a network profile': {
      on: aksWith({ agentPoolProfiles: [pool] }),
      at,
      reason: 'field-missing',
    },
    'a network without a plugin': { on: cluster({ networkPlugin: undefined }), at, reason: 'field-missing' },
    'a cluster without pools': { on: aksWith({ networkProfile: network }), at, reason: 'field-missing' },
    'a pool without an image': { on: cluster({}, { nodeImageVersion: undefined }), at, reason: 'field-missing' },
    'the policy manager on Linux, whose end is told in two ways': {
      on: cluster({ networkPolicy: 'azure' }),
      at,
      reason: 'outside',
      message: 'Until when Azure network policies run on Linux nodes is told in two ways.',
    },
    'announcements that were read more than a year ago': {
      on: cluster(),
      at: '2027-11-25T00:00:00.000Z',
      reason: 'stale',
      message: 'What AKS retires was last looked up on 2026-11-23.',
    },
  },
});
