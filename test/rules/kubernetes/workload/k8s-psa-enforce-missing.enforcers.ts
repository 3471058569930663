import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { gatekeeperConstraint } from '#clouds/kubernetes/gatekeeper-constraint/resource';
import { kyvernoClusterPolicy } from '#clouds/kubernetes/kyverno-cluster-policy/resource';
import { validatingAdmissionPolicy } from '#clouds/kubernetes/validating-admission-policy/resource';
import { make } from '../../../support/build.ts';
import { aboutPods, admissionBindingWith, admissionPolicyWith } from '../../../support/kubernetes/admission.ts';
import { constraintWith, gatekeeperHooks, withGatekeeper } from '../../../support/kubernetes/gatekeeper.ts';
import { apiWith, clusters, namespaceWith } from '../../../support/kubernetes/objects.ts';
import { apiServing, kyvernoHooks, kyvernoWith, podRule } from '../../../support/kubernetes/webhooks.ts';
import type { testRule } from '../../../support/test-rule.ts';

type Cases = Parameters<typeof testRule>[1];

const api = apiWith();
const shop = namespaceWith('shop', { team: 'a' });
const inGke = namespaceWith('shop', {}, { cluster: clusters.gke });
const gkeApi = apiWith({}, clusters.gke);
const gkeWith = (autopilot: boolean) => make(gkeCluster, clusters.gke, { autopilot: { enabled: autopilot } });
const policy = admissionPolicyWith();
const binding = admissionBindingWith();
const message =
  'The namespace has no label pod-security.kubernetes.io/enforce, and the default of the cluster is taken to be privileged.';
const refuses = 'The admission policy no-root refuses some pods of the namespace; what it asks of them is not judged.';
const away = { namespaceSelector: { matchLabels: { team: 'b' } } };
const own = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop', team: 'a' } } };

const unjudged = (...beside: readonly (typeof policy | typeof binding)[]) => ({
  on: shop,
  beside: [api, ...beside],
  reason: 'not-ready' as const,
  message: refuses,
});
const fails = (...beside: readonly (typeof policy | typeof binding)[]) => ({
  on: shop,
  beside: [api, ...beside],
  message,
});
const about = (more: Parameters<typeof aboutPods>[0]) => admissionPolicyWith({ resourceRules: [aboutPods(more)] });
const served = (name: string) => ({ name, versions: ['v1'] });
const engine = (group: string, name: string) => ({
  on: shop,
  beside: [apiWith({ groups: [served(group)] })],
  reason: 'not-ready' as const,
  message: `${name} is installed and may refuse pods; what it asks of them is not judged.`,
});

/** The cases of what refuses pods besides Pod Security Admission. */
export const enforcers = {
  pass: {
    'an Autopilot cluster': {
      on: inGke,
      beside: [gkeApi, gkeWith(true)],
      message: 'Autopilot limits what pods may do.',
    },
  },
  fail: {
    'a policy without a binding': fails(policy),
    'a binding without its policy': fails(binding),
    'a binding that only warns': fails(policy, admissionBindingWith({ validationActions: ['Warn', 'Audit'] })),
    'a policy of other resources': fails(about({ resources: ['services'] }), binding),
    'a policy of pods of another group': fails(about({ apiGroups: ['metrics.k8s.io'] }), binding),
    'a policy of what is deleted': fails(about({ operations: ['DELETE', 'UPDATE'] }), binding),
    'a policy of named pods': fails(about({ resourceNames: ['web'] }), binding),
    'a policy of what is cluster-wide': fails(about({ scope: 'Cluster' }), binding),
    'a policy that excepts pods': fails(admissionPolicyWith({ excludeResourceRules: [aboutPods()] }), binding),
    'a binding that excepts pods': fails(
      policy,
      admissionBindingWith({ matchResources: { excludeResourceRules: [aboutPods()] } }),
    ),
    'a binding for other resources': fails(
      policy,
      admissionBindingWith({ matchResources: { resourceRules: [aboutPods({ resources: ['services'] })] } }),
    ),
    'a policy that leaves the namespace out': fails(admissionPolicyWith(away), binding),
    'a binding that leaves the namespace out': fails(policy, admissionBindingWith({ matchResources: away })),
    'a policy for pods with a label': fails(
      admissionPolicyWith({ objectSelector: { matchLabels: { strict: 'yes' } } }),
      binding,
    ),
    'a binding for pods without a label': fails(
      policy,
      admissionBindingWith({
        matchResources: { objectSelector: { matchExpressions: [{ key: 'free', operator: 'DoesNotExist' }] } },
      }),
    ),
    'a policy of EKS': fails(
      admissionPolicyWith({}, { name: 'eks-pods' }),
      admissionBindingWith({ policyName: 'eks-pods' }),
    ),
    'a binding of AKS': fails(policy, admissionBindingWith({}, 'aks-pods')),
    'a policy of GKE': fails(
      admissionPolicyWith({}, { name: 'gke-pods' }),
      admissionBindingWith({ policyName: 'gke-pods' }),
    ),
    'a binding that Kubernetes manages': fails(policy, admissionBindingWith({}, 'kubernetes.io-managed')),
    'a policy that an add-on manager keeps': fails(
      admissionPolicyWith({}, { labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } }),
      binding,
    ),
    'policy wants Pod Security Admission alone, whatever refuses pods': {
      ...fails(policy, binding),
      params: { psaOnly: true },
    },
    'policy wants Pod Security Admission alone, on Autopilot too': {
      on: inGke,
      beside: [gkeApi, gkeWith(true)],
      params: { psaOnly: true },
      message,
    },
    'a policy that was not read, and a binding that leaves the namespace out': {
      ...fails(admissionBindingWith({ matchResources: away })),
      hidden: [validatingAdmissionPolicy],
    },
    'Gatekeeper that only reports': {
      on: shop,
      beside: [withGatekeeper, gatekeeperHooks(), constraintWith({ enforcementAction: 'dryrun' })],
      message,
    },
    'Kyverno without policies': { on: shop, beside: [apiServing(['kyverno.io']), kyvernoHooks()], message },
    'a Standard cluster': { on: inGke, beside: [gkeApi, gkeWith(false)], message },
  },
  unknown: {
    'an admission policy about pods that denies': unjudged(policy, binding),
    'a level that is too low, while a policy denies': {
      ...unjudged(policy, binding),
      on: namespaceWith('shop', { team: 'a', 'pod-security.kubernetes.io/enforce': 'baseline' }),
      params: { requiredLevel: 'restricted' },
    },
    'a policy about all resources of all groups': unjudged(
      about({ apiGroups: ['*'], resources: ['*'], operations: ['*'] }),
      binding,
    ),
    'a policy about all resources and what is under them': unjudged(about({ resources: ['*/*'] }), binding),
    'a policy about deployments': unjudged(about({ apiGroups: ['apps'], resources: ['deployments'] }), binding),
    'a policy about cron jobs': unjudged(about({ apiGroups: ['batch'], resources: ['cronjobs'] }), binding),
    'a policy about what namespaces hold': unjudged(about({ scope: 'Namespaced' }), binding),
    'selectors that take the namespace': unjudged(
      admissionPolicyWith(own),
      admissionBindingWith({ matchResources: own }),
    ),
    'a binding that asks for pods again': unjudged(
      policy,
      admissionBindingWith({ matchResources: { resourceRules: [aboutPods()] } }),
    ),
    'an exception for something else': unjudged(
      admissionPolicyWith({ excludeResourceRules: [aboutPods({ resources: ['services'] })] }),
      binding,
    ),
    'empty selectors take all': unjudged(
      admissionPolicyWith({ namespaceSelector: {}, objectSelector: {} }),
      admissionBindingWith({ matchResources: { objectSelector: { matchLabels: {}, matchExpressions: [] } } }),
    ),
    'the second of two bindings': unjudged(policy, admissionBindingWith({ policyName: 'other' }, 'a'), binding),
    'a policy that was seen is named, whatever engines there are': {
      ...unjudged(policy, binding),
      beside: [apiWith({ groups: [served('kyverno.io')] }), policy, binding],
    },
    'a constraint of Gatekeeper': {
      on: shop,
      beside: [withGatekeeper, gatekeeperHooks(), constraintWith()],
      reason: 'not-ready',
      message:
        'The constraint strict of Gatekeeper refuses some pods of the namespace; what it asks of them is not judged.',
    },
    'constraints that were not read': {
      on: shop,
      beside: [withGatekeeper, gatekeeperHooks()],
      hidden: [gatekeeperConstraint],
      reason: 'denied',
    },
    'a policy of Kyverno': {
      on: shop,
      beside: [apiServing(['kyverno.io']), kyvernoHooks(), kyvernoWith([podRule()])],
      reason: 'not-ready',
      message: 'The policy no-root of Kyverno refuses some pods of the namespace; what it asks of them is not judged.',
    },
    'policies of Kyverno that were not read': {
      on: shop,
      beside: [apiServing(['kyverno.io']), kyvernoHooks()],
      hidden: [kyvernoClusterPolicy],
      reason: 'denied',
    },
    Kubewarden: engine('policies.kubewarden.io', 'Kubewarden'),
    'a policy that was not read': {
      on: shop,
      beside: [api, binding],
      hidden: [validatingAdmissionPolicy],
      reason: 'denied',
    },
    'an API that does not tell its groups': {
      on: shop,
      beside: [apiWith({ groups: undefined })],
      reason: 'field-missing',
    },
    'a cluster of GKE that was not read': { on: inGke, beside: [gkeApi], hidden: [gkeCluster], reason: 'denied' },
  },
} satisfies Pick<Cases, 'pass' | 'fail' | 'unknown'>;
