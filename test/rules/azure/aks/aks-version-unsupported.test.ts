import { aksVersions } from '#clouds/azure/aks/version/resource';
import rule from '#rules/azure/aks/aks-version-unsupported';
import { versionsIn } from '../../../support/azure/aks-machines.ts';
import { aksWith } from '../../../support/azure/aks.ts';
import { testRule } from '../../../support/test-rule.ts';

type Config = Parameters<typeof aksWith>[0];

const location = 'westeurope';
const beside = [versionsIn(location)];
const on = (currentKubernetesVersion: string, more: Config = {}) =>
  aksWith({ location, currentKubernetesVersion, agentPoolProfiles: [], ...more });
const pool = (name: string, currentOrchestratorVersion: string) => ({ name, currentOrchestratorVersion });
const unlisted = 'The cluster runs Kubernetes 1.30, which AKS does not support in westeurope.';
const preview = 'The cluster runs Kubernetes 1.34, which is a preview in westeurope.';
const low = { grade: 'low' } as const;

const deny = (versions: string, provider?: 'eks' | 'aks') => ({
  allow: {},
  deny: { kubernetesVersions: [{ versions, reason: 'broken', ...(provider && { provider }) }] },
});

testRule(rule, {
  pass: {
    'policy denies the versions of another service': { on: on('1.33.7'), beside, components: deny('1.33', 'eks') },
    'a listed minor, whatever the patch': {
      on: on('1.33.7', { agentPoolProfiles: [pool('system', '1.32.9')] }),
      beside,
    },
    'kubernetesVersion stands in for an empty current one, and may be a minor': {
      on: on('', { kubernetesVersion: '1.33' }),
      beside,
    },
    'a minor that both plans have, for the usual plan': { on: on('1.32.6'), beside },
    'a minor with long-term support alone, with the plan for it': {
      on: on('1.31.9', { supportPlan: 'AKSLongTermSupport' }),
      beside,
    },
    'a listed minor without plans is for all': {
      on: on('1.33.7', { agentPoolProfiles: [pool('system', '1.32.1')] }),
      beside: [
        versionsIn(location, { values: [{ version: '1.33' }, { version: '1.32', capabilities: { supportPlan: [] } }] }),
      ],
    },
    'a preview where policy says so': { on: on('1.34.0'), beside, params: { allowPreview: true } },
    'a location in the spelling of the portal': { on: on('1.33.7', { location: 'West Europe' }), beside },
    'a pool that AKS hosts is not asked': {
      on: on('1.33.7', { agentPoolProfiles: [{ name: 'hosted', mode: 'ManagedSystem' }] }),
      beside,
    },
    'orchestratorVersion stands in for a pool': {
      on: on('1.33.7', { agentPoolProfiles: [{ name: 'system', orchestratorVersion: '1.33' }] }),
      beside,
    },
  },
  fail: {
    'policy denies the version of a pool, which needs no list': {
      on: on('1.33.7', { agentPoolProfiles: [pool('system', '1.32.9'), pool('user', '1.33.7')] }),
      hidden: [aksVersions],
      components: deny('1.32', 'aks'),
      message: 'The pool system runs Kubernetes 1.32.9, which policy denies.',
    },
    'policy denies the version of the cluster and of a pool': {
      on: on('1.33.7', { agentPoolProfiles: [pool('system', '1.33.9')] }),
      beside,
      components: deny('1.33'),
      message:
        'The cluster runs Kubernetes 1.33.7, which policy denies. The pool system runs Kubernetes 1.33.9, which policy denies.',
    },
    'a minor that is not listed': { on: on('1.30.3'), beside, message: unlisted },
    'the current version counts, not the one that was asked for': {
      on: on('1.30.3', { kubernetesVersion: '1.33' }),
      beside,
      message: unlisted,
    },
    'a longer minor is another one': {
      on: on('1.3.3'),
      beside,
      message: 'The cluster runs Kubernetes 1.3, which AKS does not support in westeurope.',
    },
    'long-term support alone without the plan for it': {
      on: on('1.31.9'),
      beside,
      message: 'The cluster runs Kubernetes 1.31, which is out of support without the long-term plan in westeurope.',
    },
    'the usual plan is none for it': {
      on: on('1.31.9', { supportPlan: 'KubernetesOfficial' }),
      beside,
      message: 'The cluster runs Kubernetes 1.31, which is out of support without the long-term plan in westeurope.',
    },
    'a preview is low': { on: on('1.34.0'), beside, message: preview, ...low },
    'each pool is named inside the one finding': {
      on: on('1.33.7', {
        agentPoolProfiles: [pool('system', '1.33.7'), pool('user', '1.30.3'), pool('old', '1.29.1')],
      }),
      beside,
      message:
        'The pool user runs Kubernetes 1.30, which AKS does not support in westeurope. ' +
        'The pool old runs Kubernetes 1.29, which AKS does not support in westeurope.',
    },
    'a preview beside an unsupported pool is high': {
      on: on('1.34.0', { agentPoolProfiles: [pool('user', '1.30.3')] }),
      beside,
      message: `${preview} The pool user runs Kubernetes 1.30, which AKS does not support in westeurope.`,
    },
    'an unsupported pool in spite of a preview that policy allows': {
      on: on('1.34.0', { agentPoolProfiles: [pool('user', '1.30.3')] }),
      beside,
      params: { allowPreview: true },
      message: 'The pool user runs Kubernetes 1.30, which AKS does not support in westeurope.',
    },
    'an unsupported cluster although a pool does not say its version': {
      on: on('1.30.3', { agentPoolProfiles: [{ name: 'user' }] }),
      beside,
      message: unlisted,
    },
    'an empty list supports nothing': {
      on: on('1.30.3'),
      beside: [versionsIn(location, { values: [] })],
      message: unlisted,
    },
  },
  unknown: {
    'the list could not be read': { on: on('1.33.7'), hidden: [aksVersions], reason: 'denied' },
    'the list of another location says nothing': {
      on: on('1.33.7'),
      beside: [versionsIn('eastus2')],
      reason: 'not-found',
      message: 'What AKS offers in westeurope was not read.',
    },
    'a file without the list': { on: on('1.33.7'), folder: 'estate', reason: 'not-in-files' },
    'a list without values': {
      on: on('1.33.7'),
      beside: [versionsIn(location, {})],
      reason: 'field-missing',
      message: `The answer has no ${versionsIn(location).id}#values.`,
    },
    'an answer without a version': {
      on: on(''),
      beside,
      reason: 'field-missing',
      message: 'The answer has no currentKubernetesVersion.',
    },
    'an answer without pools': {
      on: on('1.33.7', { agentPoolProfiles: undefined }),
      beside,
      reason: 'field-missing',
      message: 'The answer has no agentPoolProfiles.',
    },
    'a pool without a version': {
      on: on('1.33.7', { agentPoolProfiles: [{ name: 'user' }] }),
      beside,
      reason: 'field-missing',
      message: 'The answer has no agentPoolProfiles[0].currentOrchestratorVersion.',
    },
    'a version behind something else is none': {
      on: on('v1.33.7'),
      beside,
      reason: 'malformed',
      message: 'v1.33.7 is no version of Kubernetes.',
    },
    'a version that is none': {
      on: on('latest'),
      beside,
      reason: 'malformed',
      message: 'latest is no version of Kubernetes.',
    },
  },
});
