import type { Webhook } from '#clouds/kubernetes/admission/webhook-facts';
import { kyvernoClusterPolicy } from '#clouds/kubernetes/kyverno-cluster-policy/resource';
import { kyvernoImageValidatingPolicy } from '#clouds/kubernetes/kyverno-image-validating-policy/resource';
import { kyvernoPolicy, type KyvernoPolicy, type KyvernoRule } from '#clouds/kubernetes/kyverno-policy/resource';
import { kyvernoValidatingPolicy, type KyvernoCelPolicy } from '#clouds/kubernetes/kyverno-validating-policy/resource';
import { mutatingWebhookConfiguration } from '#clouds/kubernetes/mutating-webhook-configuration/resource';
import { sigstoreImagePolicy } from '#clouds/kubernetes/sigstore-image-policy/resource';
import { validatingWebhookConfiguration } from '#clouds/kubernetes/validating-webhook-configuration/resource';
import type { Draft } from '../build.ts';
import { aboutPods } from './admission.ts';
import { apiWith, object, type Place } from './objects.ts';

const group = 'admissionregistration.k8s.io';
const everywhere = (place: Place): Place => ({ ...place, namespace: null });

/** A webhook about pods that fails closed and calls a service of the cluster, unless a test says otherwise. */
export const webhookWith = (name: string, more: Draft<Webhook> = {}): Draft<Webhook> => ({
  name,
  failurePolicy: 'Fail',
  rules: [aboutPods()],
  clientConfig: { service: { namespace: 'engine', name: 'engine' } },
  ...more,
});

/** Webhooks that judge. */
export const judgingWith = (name: string, webhooks: readonly Draft<Webhook>[], place: Place = {}) =>
  object(
    validatingWebhookConfiguration,
    { group, plural: 'validatingwebhookconfigurations' },
    name,
    { webhooks },
    everywhere(place),
  );

/** Webhooks that change what they see. */
export const changingWith = (name: string, webhooks: readonly Draft<Webhook>[], place: Place = {}) =>
  object(
    mutatingWebhookConfiguration,
    { group, plural: 'mutatingwebhookconfigurations' },
    name,
    { webhooks },
    everywhere(place),
  );

/** The API of a cluster that serves these groups besides its own. */
export const apiServing = (groups: readonly string[], cluster?: string) =>
  apiWith({ groups: ['apps', ...groups].map((name) => ({ name, versions: ['v1'] })) }, cluster);

/** The webhooks by which Kyverno judges what is made. */
export const kyvernoHooks = (more: Draft<Webhook> = {}) =>
  judgingWith('kyverno-resource-validating-webhook-cfg', [webhookWith('validate.kyverno.svc-fail', more)]);

/** A rule about pods that asks for something. */
export const podRule = (more: Draft<KyvernoRule> = {}): Draft<KyvernoRule> => ({
  match: { any: [{ resources: { kinds: ['Pod'] } }] },
  validate: { failureAction: 'Enforce' },
  ...more,
});

/** A policy of Kyverno for all namespaces, called `no-root`. */
export const kyvernoWith = (rules: readonly Draft<KyvernoRule>[], spec: Draft<KyvernoPolicy['spec']> = {}) =>
  object(
    kyvernoClusterPolicy,
    { group: 'kyverno.io', plural: 'clusterpolicies' },
    'no-root',
    { spec: { rules, ...spec } },
    { namespace: null },
  );

/** A policy of Kyverno for one namespace. */
export const kyvernoIn = (namespace: string, rules: readonly Draft<KyvernoRule>[]) =>
  object(kyvernoPolicy, { group: 'kyverno.io', plural: 'policies' }, 'own', { spec: { rules } }, { namespace });

/** A policy of Kyverno in the way of the API server's own, called `cel`. */
export const celPolicyWith = (spec: Draft<KyvernoCelPolicy['spec']> = {}) =>
  object(
    kyvernoValidatingPolicy,
    { group: 'policies.kyverno.io', plural: 'validatingpolicies' },
    'cel',
    { spec: { validationActions: ['Deny'], matchConstraints: { resourceRules: [aboutPods()] }, ...spec } },
    { namespace: null },
  );

/** The same for images, called `signed`. */
export const imagePolicyWith = (spec: Draft<KyvernoCelPolicy['spec']> = {}) =>
  object(
    kyvernoImageValidatingPolicy,
    { group: 'policies.kyverno.io', plural: 'imagevalidatingpolicies' },
    'signed',
    { spec: { validationActions: ['Deny'], matchConstraints: { resourceRules: [aboutPods()] }, ...spec } },
    { namespace: null },
  );

/** A policy of Sigstore, called `signed`. */
export const sigstoreWith = (spec: Draft<(typeof sigstoreImagePolicy)['config']['spec']> = {}) =>
  object(
    sigstoreImagePolicy,
    { group: 'policy.sigstore.dev', plural: 'clusterimagepolicies', version: 'v1beta1' },
    'signed',
    { spec: { images: [{ glob: '**' }], authorities: [{}], ...spec } },
    { namespace: null },
  );
