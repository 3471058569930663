import rule from '#rules/azure/aks/aks-nodepool-version-skew';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

const note = 'Nodes of node auto-provisioning belong to no pool and are not covered.';
const auto = { nodeProvisioningProfile: { mode: 'auto' } };
const hosted = { name: 'hosted', mode: 'ManagedSystem' };
const at = (currentOrchestratorVersion: string, name = 'user') => ({ name, currentOrchestratorVersion });
const plane = { currentKubernetesVersion: '1.34.4' };
const message = 'The pool user runs Kubernetes 1.32, 2 minors behind 1.34 of the control plane.';
const key = 'user';

testRule(rule, {
  pass: {
    'the same version, and one minor behind': {
      on: aksWith({ ...plane, agentPoolProfiles: [at('1.34.4'), hosted, at('1.33.9', 'slow')] }),
    },
    'more minors behind than policy allows by default': {
      on: aksWith({ ...plane, agentPoolProfiles: [at('1.31.9')] }),
      params: { maxSkew: 3 },
    },
    'nodes of node auto-provisioning are not covered': {
      on: aksWith({ ...plane, agentPoolProfiles: [at('1.34.1')], ...auto }),
      message: note,
    },
  },
  fail: {
    'two minors behind': { on: aksWith({ ...plane, agentPoolProfiles: [hosted, at('1.32.9')] }), message, key },
    'one minor behind where policy allows none': {
      on: aksWith({ ...plane, agentPoolProfiles: [at('1.33.9')], ...auto }),
      params: { maxSkew: 0 },
      message: `The pool user runs Kubernetes 1.33, 1 minors behind 1.34 of the control plane. ${note}`,
      key,
    },
    'what was asked for stands in for what runs': {
      on: aksWith({
        kubernetesVersion: '1.34',
        agentPoolProfiles: [{ name: 'user', orchestratorVersion: '1.32' }],
      }),
      message,
      key,
    },
    'what runs comes before what was asked for': {
      on: aksWith({
        ...plane,
        kubernetesVersion: '1.32',
        agentPoolProfiles: [{ ...at('1.32.9'), orchestratorVersion: '1.34' }],
      }),
      message,
      key,
    },
    'a pool that says nothing does not hide another one': {
      on: aksWith({ ...plane, agentPoolProfiles: [{ name: 'silent' }, at('1.32.9')] }),
      message,
      key,
    },
    'each pool is a finding of its own': {
      on: aksWith({ ...plane, agentPoolProfiles: [at('1.32.9'), at('1.30.1', 'more')] }),
      message,
      also: ['The pool more runs Kubernetes 1.30, 4 minors behind 1.34 of the control plane.'],
      key,
    },
  },
  unknown: {
    'a pool without a version': {
      on: aksWith({ ...plane, agentPoolProfiles: [at('1.34.4'), { name: 'silent' }] }),
      reason: 'field-missing',
      message: 'The answer has no agentPoolProfiles[1].currentOrchestratorVersion.',
    },
    'a control plane without a version': {
      on: aksWith({ agentPoolProfiles: [at('1.34.4')] }),
      reason: 'field-missing',
      message: 'The answer has no currentKubernetesVersion.',
    },
    'an answer without pools': { on: aksWith(plane), reason: 'field-missing' },
  },
  notApplicable: {
    'pools that AKS hosts': {
      on: aksWith({ ...plane, agentPoolProfiles: [hosted] }),
      message: 'AKS hosts the pools.',
    },
  },
});
