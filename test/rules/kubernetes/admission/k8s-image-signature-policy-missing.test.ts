import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { kyvernoClusterPolicy } from '#clouds/kubernetes/kyverno-cluster-policy/resource';
import { mutatingWebhookConfiguration } from '#clouds/kubernetes/mutating-webhook-configuration/resource';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { sigstoreImagePolicy } from '#clouds/kubernetes/sigstore-image-policy/resource';
import { validatingWebhookConfiguration } from '#clouds/kubernetes/validating-webhook-configuration/resource';
import rule from '#rules/kubernetes/admission/k8s-image-signature-policy-missing';
import { make } from '../../../support/build.ts';
import { aboutPods } from '../../../support/kubernetes/admission.ts';
import { clusters, namespaceWith } from '../../../support/kubernetes/objects.ts';
import {
  apiServing,
  changingWith,
  imagePolicyWith,
  judgingWith,
  kyvernoIn,
  kyvernoWith,
  podRule,
  sigstoreWith,
  webhookWith,
} from '../../../support/kubernetes/webhooks.ts';
import { testRule } from '../../../support/test-rule.ts';
import { ratifyCases } from './k8s-image-signature-policy-missing.ratify.ts';

const plain = apiServing([]);
const shop = namespaceWith('shop', { 'policy.sigstore.dev/include': 'true' });
const withKyverno = apiServing(['kyverno.io', 'policies.kyverno.io']);
const withSigstore = apiServing(['policy.sigstore.dev']);
const verifying = (...images: object[]) => podRule({ validate: undefined, verifyImages: images });
const beside = (...rules: Parameters<typeof kyvernoWith>[0]) => [shop, kyvernoWith(rules)];
const kyverno = (...rules: Parameters<typeof kyvernoWith>[0]) => ({ on: withKyverno, beside: beside(...rules) });
const byRoot = 'Images are verified by the policy no-root of Kyverno.';
const bySigned = 'Images are verified by the policy signed of';
const none = 'No admission policy verifies the signatures of images.';
const reports = (who: string) => `Images without a signature are let in: the policy ${who} only reports them.`;
const rootReports = reports('no-root of Kyverno');
const include = { namespaceSelector: { matchLabels: { 'policy.sigstore.dev/include': 'true' } } };
const asked = judgingWith('policy.sigstore.dev', [webhookWith('policy.sigstore.dev', include)]);
const gke = (evaluationMode: 'DISABLED' | 'PROJECT_SINGLETON_POLICY_ENFORCE') =>
  make(gkeCluster, clusters.gke, { binaryAuthorization: { evaluationMode } });
const onGke = namespaceWith('shop', {}, { cluster: clusters.gke });
const enforce = { failureAction: 'Enforce' };
const someOnly = (policy: string) =>
  `The policy ${policy} of Kyverno refuses some pods of the namespace, which are not told apart.`;

testRule(rule, {
  pass: {
    'a rule of Kyverno that enforces': {
      ...kyverno(verifying(enforce)),
      message: byRoot,
    },
    'an older policy that enforces': {
      on: withKyverno,
      beside: [shop, kyvernoWith([verifying({})], { validationFailureAction: 'enforce' })],
      message: byRoot,
    },
    'a policy of one namespace': {
      on: withKyverno,
      beside: [shop, kyvernoIn('shop', [verifying(enforce)])],
      message: 'Images are verified by the policy shop/own of Kyverno.',
    },
    'a policy for images': { on: withKyverno, beside: [shop, imagePolicyWith()], message: `${bySigned} Kyverno.` },
    'a policy of Sigstore in a namespace that asked for it': {
      on: withSigstore,
      beside: [shop, asked, sigstoreWith()],
      message: `${bySigned} Sigstore.`,
    },
    ...ratifyCases.pass,
    'what was seen stands, whatever else is installed': {
      ...kyverno(verifying(enforce)),
      on: apiServing(['kyverno.io', 'config.ratify.deislabs.io']),
      message: byRoot,
    },
  },
  fail: {
    nothing: { on: plain, beside: [shop], message: none },
    ...ratifyCases.fail,
    'Kyverno without policies': { on: withKyverno, beside: [shop], message: none },
    'a rule that asks for something else': { on: withKyverno, beside: [shop, kyvernoWith([podRule()])], message: none },
    'a rule that only reports': {
      ...kyverno(verifying({ failureAction: 'Audit' })),
      message: rootReports,
      grade: 'low',
    },
    'a rule without a word reports': {
      ...kyverno(verifying({})),
      message: rootReports,
      grade: 'low',
    },
    'a rule that does not need a signature': {
      ...kyverno(verifying({ ...enforce, required: false })),
      message: rootReports,
      grade: 'low',
    },
    'a policy that looks at what is there already': {
      on: withKyverno,
      beside: [shop, kyvernoWith([verifying(enforce)], { admission: false })],
      message: none,
    },
    'a rule for namespaces of the system': {
      on: withKyverno,
      beside: [
        shop,
        namespaceWith('kube-system'),
        kyvernoWith([{ ...verifying(enforce), match: { any: [{ resources: { namespaces: ['kube-system'] } }] } }]),
      ],
      message: none,
    },
    'a policy for images that only audits': {
      on: withKyverno,
      beside: [shop, imagePolicyWith({ validationActions: ['Audit'] })],
      message: reports('signed of Kyverno'),
      grade: 'low',
    },
    'policies for images that are not asked': {
      on: withKyverno,
      beside: [shop, imagePolicyWith({ evaluation: { admission: { enabled: false } } })],
      message: none,
    },
    'policies for images about other objects': {
      on: withKyverno,
      beside: [
        shop,
        imagePolicyWith({ matchConstraints: { resourceRules: [aboutPods({ resources: ['services'] })] } }),
      ],
      message: none,
    },
    'a policy of Sigstore that warns': {
      on: withSigstore,
      beside: [shop, asked, sigstoreWith({ mode: 'warn' })],
      message: reports('signed of Sigstore'),
      grade: 'low',
    },
    'a policy of Sigstore that says yes to all': {
      on: withSigstore,
      beside: [shop, asked, sigstoreWith({ authorities: [{ static: { action: 'pass' } }] })],
      message: none,
    },
    'a policy of Sigstore with one authority that says yes to all': {
      on: withSigstore,
      beside: [shop, asked, sigstoreWith({ authorities: [{ static: { action: 'pass' } }, {}] })],
      message: none,
    },
    'Sigstore that no namespace asked for': {
      on: withSigstore,
      beside: [namespaceWith('shop'), asked, sigstoreWith()],
      message: none,
    },
    'Binary Authorization that is off': {
      on: apiServing([], clusters.gke),
      beside: [gke('DISABLED'), onGke],
      message: none,
    },
    'policy exempts the namespace of the policy': {
      on: withKyverno,
      beside: [shop, kyvernoIn('shop', [verifying(enforce)]), namespaceWith('api')],
      params: { exemptNamespaces: ['shop'] },
      message: none,
    },
  },
  unknown: {
    ...ratifyCases.unknown,
    'a rule that enforces for some pods': {
      ...kyverno({ ...verifying(enforce), match: { any: [{ resources: { names: ['signed-*'] } }] } }),
      reason: 'not-ready',
      message: someOnly('no-root'),
    },
    'a policy that enforces, but not for all namespaces': {
      on: withKyverno,
      beside: [
        shop,
        kyvernoWith([verifying({})], {
          validationFailureAction: 'Enforce',
          validationFailureActionOverrides: [{ action: 'Audit', namespaces: ['shop'] }],
        }),
      ],
      reason: 'not-ready',
      message: someOnly('no-root'),
    },
    'a policy for images of some pods': {
      on: withKyverno,
      beside: [
        shop,
        imagePolicyWith({
          matchConstraints: { resourceRules: [aboutPods()], objectSelector: { matchLabels: { verify: 'yes' } } },
        }),
      ],
      reason: 'not-ready',
      message: someOnly('signed'),
    },
    Kubewarden: {
      on: apiServing(['policies.kubewarden.io']),
      beside: [shop],
      reason: 'outside',
      message: 'Kubewarden is installed; what it refuses is not read.',
    },
    Connaisseur: {
      on: plain,
      beside: [shop, changingWith('connaisseur-webhook', [webhookWith('connaisseur-svc.connaisseur.svc')])],
      reason: 'outside',
      message: 'Connaisseur is installed; what it refuses is not read.',
    },
    'policies that were not read': {
      on: withKyverno,
      beside: [shop],
      hidden: [kyvernoClusterPolicy],
      reason: 'denied',
    },
    'policies of Sigstore that were not read': {
      on: withSigstore,
      beside: [shop, asked],
      hidden: [sigstoreImagePolicy],
      reason: 'denied',
    },
    'webhooks that were not read': {
      on: withSigstore,
      beside: [shop],
      hidden: [validatingWebhookConfiguration],
      reason: 'denied',
    },
    'webhooks that change objects and were not read': {
      on: plain,
      beside: [shop],
      hidden: [mutatingWebhookConfiguration],
      reason: 'denied',
    },
    'namespaces that were not read': { on: plain, beside: [shop], hidden: [namespace], reason: 'denied' },
    'groups that were not read': {
      on: make(kubernetesApi, plain.id, { version: plain.config.version }, { name: 'shop', target: plain.target }),
      beside: [shop],
      reason: 'field-missing',
    },
    'a cluster of GKE that was not read': {
      on: apiServing([], clusters.gke),
      beside: [onGke],
      hidden: [gkeCluster],
      reason: 'denied',
    },
  },
  notApplicable: {
    'Binary Authorization is judged by its own rule': {
      on: apiServing([], clusters.gke),
      beside: [gke('PROJECT_SINGLETON_POLICY_ENFORCE'), onGke],
      message: 'gke-binary-authorization-off judges what the project lets in',
    },
  },
});
