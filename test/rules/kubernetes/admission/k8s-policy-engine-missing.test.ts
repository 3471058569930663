import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { validatingAdmissionPolicyBinding } from '#clouds/kubernetes/validating-admission-policy-binding/resource';
import { validatingAdmissionPolicy } from '#clouds/kubernetes/validating-admission-policy/resource';
import { validatingWebhookConfiguration } from '#clouds/kubernetes/validating-webhook-configuration/resource';
import rule from '#rules/kubernetes/admission/k8s-policy-engine-missing';
import { make } from '../../../support/build.ts';
import { aboutPods, admissionBindingWith, admissionPolicyWith } from '../../../support/kubernetes/admission.ts';
import { clusters, namespaceWith } from '../../../support/kubernetes/objects.ts';
import { apiServing, judgingWith, webhookWith } from '../../../support/kubernetes/webhooks.ts';
import { testRule } from '../../../support/test-rule.ts';
import { gatekeeperCases } from './k8s-policy-engine-missing.gatekeeper.ts';
import { kyvernoCases } from './k8s-policy-engine-missing.kyverno.ts';

const plain = apiServing([]);
const enforce = (level: string) => ({ 'pod-security.kubernetes.io/enforce': level });
const shop = namespaceWith('shop', { team: 'shop' });
const system = namespaceWith('kube-system');
const safe = namespaceWith('safe', enforce('restricted'));
const open = 'Nothing refuses pods in shop.';
const gke = (autopilot: boolean) => make(gkeCluster, clusters.gke, { autopilot: { enabled: autopilot } });
const onGke = namespaceWith('shop', {}, { cluster: clusters.gke });

testRule(rule, {
  pass: {
    ...kyvernoCases.pass,
    ...gatekeeperCases.pass,
    'a standard is enforced in all namespaces that are not of the system': {
      on: plain,
      beside: [safe, namespaceWith('shop', enforce('baseline')), system],
      message: 'Pods are refused by Pod Security Admission.',
    },
    'a validating admission policy that denies': {
      on: plain,
      beside: [shop, safe, admissionPolicyWith(), admissionBindingWith()],
      message: 'Pods are refused by Pod Security Admission, the admission policy no-root.',
    },
    'Autopilot has limits of its own': {
      on: apiServing([], clusters.gke),
      beside: [gke(true), onGke],
      message: 'Autopilot limits what pods may do.',
    },
  },
  fail: {
    ...kyvernoCases.fail,
    ...gatekeeperCases.fail,
    'nothing at all': { on: plain, beside: [shop, system], message: open },
    'a standard that allows everything': {
      on: plain,
      beside: [namespaceWith('shop', enforce('privileged'))],
      message: open,
    },
    'a standard that only warns': {
      on: plain,
      beside: [namespaceWith('shop', { 'pod-security.kubernetes.io/warn': 'restricted' })],
      message: open,
    },
    'the webhook of an engine that is not asked about the namespace': {
      on: plain,
      beside: [
        shop,
        judgingWith('neuvector-validating-admission-webhook', [
          webhookWith('validate.neuvector.svc', { namespaceSelector: { matchLabels: { team: 'other' } } }),
        ]),
      ],
      message: open,
    },
    'a webhook of something else': {
      on: plain,
      beside: [shop, judgingWith('cert-manager-webhook', [webhookWith('webhook.cert-manager.io')])],
      message: open,
    },
    'some namespaces are covered': { on: plain, beside: [shop, safe], message: open, grade: 'low' },
    'the names are in order': {
      on: plain,
      beside: [shop, namespaceWith('api')],
      message: 'Nothing refuses pods in api, shop.',
    },
    'policy exempts a namespace': {
      on: plain,
      beside: [shop, system],
      params: { exemptNamespaces: ['shop'] },
      message: 'Nothing refuses pods in kube-system.',
    },
    'a namespace of another provider is not exempt': {
      on: plain,
      beside: [namespaceWith('gmp-system')],
      message: 'Nothing refuses pods in gmp-system.',
    },
    'a binding that only warns': {
      on: plain,
      beside: [shop, admissionPolicyWith(), admissionBindingWith({ validationActions: ['Warn', 'Audit'] })],
      message: open,
    },
    'a binding that leaves the namespace out': {
      on: plain,
      beside: [
        shop,
        admissionPolicyWith(),
        admissionBindingWith({ matchResources: { namespaceSelector: { matchLabels: { team: 'other' } } } }),
      ],
      message: open,
    },
    'a policy that the provider ships': {
      on: plain,
      beside: [shop, admissionPolicyWith({}, { name: 'gke-x' }), admissionBindingWith({ policyName: 'gke-x' })],
      message: open,
    },
    'a policy about other objects': {
      on: plain,
      beside: [
        shop,
        admissionPolicyWith({ resourceRules: [aboutPods({ resources: ['services'] })] }),
        admissionBindingWith(),
      ],
      message: open,
    },
    'a policy about pods that are changed': {
      on: plain,
      beside: [
        shop,
        admissionPolicyWith({ resourceRules: [aboutPods({ operations: ['UPDATE'] })] }),
        admissionBindingWith(),
      ],
      message: open,
    },
    'a cluster of GKE with nodes of its own': {
      on: apiServing([], clusters.gke),
      beside: [gke(false), onGke],
      message: open,
    },
  },
  unknown: {
    ...kyvernoCases.unknown,
    ...gatekeeperCases.unknown,
    'Kubewarden, whose policies are not read': {
      on: apiServing(['policies.kubewarden.io']),
      beside: [shop],
      reason: 'outside',
      message: 'Kubewarden is installed; which pods its policies refuse is not read.',
    },
    'the webhook of an engine whose policies are not read': {
      on: plain,
      beside: [shop, judgingWith('neuvector-validating-admission-webhook', [webhookWith('validate.neuvector.svc')])],
      reason: 'outside',
      message: 'The webhook validate.neuvector.svc is asked about pods; which ones it refuses is not read.',
    },
    'webhooks that were not read': {
      on: plain,
      beside: [shop],
      hidden: [validatingWebhookConfiguration],
      reason: 'denied',
    },
    'bindings that were not read': {
      on: plain,
      beside: [shop],
      hidden: [validatingAdmissionPolicyBinding],
      reason: 'denied',
    },
    'policies that were not read': {
      on: plain,
      beside: [shop, admissionBindingWith()],
      hidden: [validatingAdmissionPolicy],
      reason: 'denied',
    },
    'namespaces that were not read': { on: plain, beside: [shop], hidden: [namespace], reason: 'denied' },
    'groups that were not read': {
      on: make(kubernetesApi, plain.id, { version: plain.config.version }, { name: 'shop', target: plain.target }),
      beside: [shop],
      reason: 'field-missing',
    },
    'a cluster of GKE that nobody watches': {
      on: apiServing([], clusters.gke),
      beside: [onGke],
      hidden: [gkeCluster],
      reason: 'denied',
    },
  },
  notApplicable: {
    'only namespaces that policy exempts': {
      on: plain,
      beside: [system],
      message: 'policy exempts all of its namespaces',
    },
  },
});
