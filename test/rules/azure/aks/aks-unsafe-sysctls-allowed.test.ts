import rule from '#rules/azure/aks/aks-unsafe-sysctls-allowed';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const note = 'Nodes of node auto-provisioning belong to no pool and are not covered.';
const auto = { nodeProvisioningProfile: { mode: 'auto' } };
const hosted = { name: 'hosted', mode: 'ManagedSystem' };
const user = (...allowedUnsafeSysctls: string[]) => ({ name: 'user', kubeletConfig: { allowedUnsafeSysctls } });
const windows = { ...user('net.*'), name: 'win', osType: 'Windows' };
const key = 'user';

testRule(rule, {
  pass: {
    'no kubelet settings, and none about sysctls': {
      on: aksWith({ agentPoolProfiles: [{ name: 'a' }, { name: 'b', kubeletConfig: {} }, user(), hosted, windows] }),
    },
    'policy allows the name': {
      on: aksWith({ agentPoolProfiles: [user('net.core.somaxconn')] }),
      params: { allowed: ['net.core.somaxconn'] },
    },
    'policy allows a wider pattern': {
      on: aksWith({ agentPoolProfiles: [user('net.core.*', 'net.core.somaxconn')] }),
      params: { allowed: ['net.*'] },
    },
    'nodes of node auto-provisioning are not covered': {
      on: aksWith({ agentPoolProfiles: [user()], ...auto }),
      message: note,
    },
  },
  fail: {
    'names and patterns': {
      on: aksWith({ agentPoolProfiles: [user('kernel.msg*', 'net.core.somaxconn')] }),
      message: 'Kubelets of the pool user let pods set kernel.msg*, net.core.somaxconn.',
      key,
    },
    'a pattern is wider than a name': {
      on: aksWith({ agentPoolProfiles: [user('net.core.*')], ...auto }),
      params: { allowed: ['net.core.somaxconn', 'net.core.', 'net.ipv4.*'] },
      message: `Kubelets of the pool user let pods set net.core.*. ${note}`,
      key,
    },
    'each pool is a finding of its own': {
      on: aksWith({ agentPoolProfiles: [user('net.*'), { ...user('net.*'), name: 'more' }] }),
      message: 'Kubelets of the pool user let pods set net.*.',
      also: ['Kubelets of the pool more let pods set net.*.'],
      key,
    },
  },
  unknown: { 'an answer without pools': { on: aksWith(), reason: 'field-missing' } },
  notApplicable: {
    'Windows pools and pools that AKS hosts': {
      on: aksWith({ agentPoolProfiles: [hosted, windows] }),
      message: 'AKS hosts the pools, or they run Windows.',
    },
  },
});
