import { meshRevisions, meshRevisionsIn } from '#clouds/azure/aks/mesh-revisions/resource';
import rule from '#rules/azure/aks/aks-istio-revision-unsupported';
import { aksWith, subscription } from '../../../support/azure/aks.ts';
import { make } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

const kubernetes = (...versions: readonly string[]) => [
  { name: 'gateway', versions: ['9'] },
  { name: 'Kubernetes', versions },
];

const offers = (config: Partial<typeof meshRevisions.config>) =>
  make(meshRevisions, meshRevisionsIn(subscription.split('/').at(-1) ?? '', 'westeurope'), config);

const offered = offers({
  properties: {
    meshRevisions: [
      { revision: 'asm-1-9', compatibleWith: kubernetes('1.32', '1.33') },
      { revision: 'asm-1-10', compatibleWith: kubernetes('1.33', '1.34') },
      { revision: 'asm-1-11' },
    ],
  },
});
const beside = [offered];

const meshed = (...revisions: readonly string[]) =>
  aksWith({
    location: 'West Europe',
    currentKubernetesVersion: '1.33.2',
    serviceMeshProfile: { mode: 'Istio', istio: { revisions } },
  });
const running = (revision: string, currentKubernetesVersion: string) => ({
  ...meshed(revision),
  config: { ...meshed(revision).config, currentKubernetesVersion },
});

testRule(rule, {
  pass: {
    'a revision that is offered and supports the minor of the cluster': { on: meshed('asm-1-10'), beside },
    'the newer of two counts, by number, and the upgrade is told': {
      on: meshed('asm-1-10', 'asm-1-9'),
      beside,
      message: 'The upgrade from asm-1-9 to asm-1-10 is not complete.',
    },
    'the older of two may be out of support': {
      on: meshed('asm-1-8', 'asm-1-9'),
      beside,
      message: 'The upgrade from asm-1-8 to asm-1-9 is not complete.',
    },
  },
  fail: {
    'a revision that is not offered there': {
      on: meshed('asm-1-8'),
      beside,
      message: 'The Istio add-on runs asm-1-8, which AKS does not support in West Europe.',
    },
    'a revision that does not support the minor of the cluster': {
      on: running('asm-1-9', '1.34.0'),
      beside,
      message: 'The Istio add-on runs asm-1-9, which does not support Kubernetes 1.34.',
    },
    'the newer of two is the one that is not offered': {
      on: meshed('asm-1-11', 'asm-1-12'),
      beside,
      message: 'The Istio add-on runs asm-1-12, which AKS does not support in West Europe.',
    },
  },
  unknown: {
    'a mesh without revisions': { on: meshed(), beside, reason: 'field-missing' },
    'what is no revision': { on: meshed('default'), beside, reason: 'malformed' },
    'revisions of the location that were not read yet': { on: meshed('asm-1-10'), reason: 'not-ready' },
    'an answer without revisions': { on: meshed('asm-1-10'), beside: [offers({})], reason: 'field-missing' },
    'a revision that does not tell what it supports': { on: meshed('asm-1-11'), beside, reason: 'field-missing' },
    'a cluster without a version': { on: running('asm-1-10', ''), beside, reason: 'field-missing' },
    'a cluster that is being made': {
      on: { ...meshed('asm-1-8'), config: { ...meshed('asm-1-8').config, provisioningState: 'Creating' } },
      beside,
      reason: 'in-transition',
    },
  },
  notApplicable: {
    'a cluster without a mesh': { on: aksWith(), beside, message: 'it has no Istio add-on' },
    'a mesh that is off': {
      on: aksWith({ serviceMeshProfile: { mode: 'Disabled' } }),
      beside,
      message: 'it has no Istio add-on',
    },
  },
});
