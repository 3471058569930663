import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { constraintGroup } from '#clouds/kubernetes/gatekeeper-constraint/group';
import { gatekeeperConstraint } from '#clouds/kubernetes/gatekeeper-constraint/resource';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { validatingAdmissionPolicyBinding } from '#clouds/kubernetes/validating-admission-policy-binding/resource';
import { validatingAdmissionPolicy } from '#clouds/kubernetes/validating-admission-policy/resource';
import { validatingWebhookConfiguration } from '#clouds/kubernetes/validating-webhook-configuration/resource';
import rule from '#rules/azure/aks/aks-azure-policy-addon-off';
import { aksWith } from '../../../support/azure/aks.ts';
import { admissionBindingWith, admissionPolicyWith } from '../../../support/kubernetes/admission.ts';
import { constraintWith, gatekeeperHooks } from '../../../support/kubernetes/gatekeeper.ts';
import { apiWith, namespaceWith, object } from '../../../support/kubernetes/objects.ts';
import { testRule } from '../../../support/test-rule.ts';

const cluster = aksWith().id;
const unseen = 'The Azure Policy add-on is off. What else guards admission could not be seen.';
const unguarded = 'The Azure Policy add-on is off. Nothing guards admission to some namespaces.';
const guarded = 'Each namespace of the cluster has something else that guards admission.';
const addon = (enabled: boolean, key = 'azurepolicy') => aksWith({ addonProfiles: { [key]: { enabled } } });

const api = apiWith({}, cluster);
const withEngine = apiWith({ groups: [{ name: 'policies.kubewarden.io', versions: ['v1'] }] }, cluster);
const withoutGroups = apiWith({ groups: undefined }, cluster);
const space = (name: string, enforce?: string) =>
  namespaceWith(name, enforce === undefined ? {} : { 'pod-security.kubernetes.io/enforce': enforce }, { cluster });
const system = space('kube-system');

const group = 'admissionregistration.k8s.io';
const place = { cluster, namespace: null };
const gatekeeper = (spec: Parameters<typeof constraintWith>[0] = {}) => [
  apiWith({ groups: [{ name: constraintGroup.name, versions: [constraintGroup.version] }] }, cluster),
  object(
    validatingWebhookConfiguration,
    { group, plural: 'validatingwebhookconfigurations' },
    'gatekeeper',
    gatekeeperHooks().config,
    place,
  ),
  object(
    gatekeeperConstraint,
    { group: constraintGroup.name, plural: 'k8spspprivilegedcontainer', version: constraintGroup.version },
    'strict',
    constraintWith(spec).config,
    place,
  ),
];
const policies = [
  object(
    validatingAdmissionPolicy,
    { group, plural: 'validatingadmissionpolicies' },
    'no-root',
    admissionPolicyWith().config,
    place,
  ),
  object(
    validatingAdmissionPolicyBinding,
    { group, plural: 'validatingadmissionpolicybindings' },
    'binding',
    admissionBindingWith().config,
    place,
  ),
];

testRule(rule, {
  pass: {
    'the add-on is on': { on: addon(true) },
    'the add-on is on under the name that the portal gives it': { on: addon(true, 'azurePolicy') },
    'the add-on is on, whatever is inside': { on: addon(true), beside: [api, space('shop')] },
    'labels of pod security in each namespace of people': {
      on: aksWith(),
      beside: [api, system, space('shop', 'baseline'), space('default', 'restricted')],
      message: guarded,
    },
    'a constraint of Gatekeeper that denies': {
      on: aksWith(),
      beside: [...gatekeeper(), space('shop')],
      message: guarded,
    },
    'an admission policy that denies': {
      on: aksWith(),
      beside: [api, space('shop'), ...policies],
      message: guarded,
    },
  },
  fail: {
    'no add-ons': { on: aksWith(), message: unseen },
    'the add-on is off': { on: addon(false), message: unseen },
    'no plan under another spelling': {
      on: addon(false, 'azurePolicy'),
      message: unseen,
      cannot: 'the cluster spells the add-on azurepolicy otherwise',
    },
    'one namespace without labels': {
      on: aksWith(),
      beside: [api, space('shop', 'baseline'), space('default')],
      message: unguarded,
    },
    'a namespace whose label refuses nothing': {
      on: aksWith(),
      beside: [api, space('shop', 'privileged')],
      message: unguarded,
    },
    'a cluster with namespaces of the platform alone': { on: aksWith(), beside: [api, system], message: unguarded },
    'a policy without a binding': {
      on: aksWith(),
      beside: [api, space('shop'), ...policies.slice(0, 1)],
      message: unguarded,
    },
    'a constraint of Gatekeeper that only reports': {
      on: aksWith(),
      beside: [...gatekeeper({ enforcementAction: 'dryrun' }), space('shop')],
      message: unguarded,
    },
    'a file without the inside of the cluster': { on: aksWith(), folder: 'estate', message: unseen },
    'no plan while the cluster is stopped': {
      on: aksWith({ powerState: { code: 'Stopped' } }),
      message: unseen,
      cannot: 'the cluster is stopped',
    },
  },
  unknown: {
    'the API of the cluster could not be read': {
      on: aksWith(),
      beside: [api, space('shop')],
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'the namespaces of the cluster could not be read': {
      on: aksWith(),
      beside: [api, space('shop')],
      hidden: [namespace],
      reason: 'denied',
    },
    'the bindings of the cluster could not be read': {
      on: aksWith(),
      beside: [api, space('shop')],
      hidden: [validatingAdmissionPolicyBinding],
      reason: 'denied',
    },
    'an engine whose policies are not read': {
      on: aksWith(),
      beside: [withEngine, system, space('shop')],
      reason: 'outside',
      message: 'Kubewarden is installed; which pods its policies refuse is not read.',
    },
    'a constraint of Gatekeeper for some pods': {
      on: aksWith(),
      beside: [...gatekeeper({ match: { labelSelector: { matchLabels: { app: 'a' } } } }), space('shop')],
      reason: 'not-ready',
      message: 'The constraint strict is for some pods of the namespace, which are not told apart.',
    },
    'whether an engine is installed could not be read': {
      on: aksWith(),
      beside: [withoutGroups, space('shop')],
      reason: 'field-missing',
    },
    'a cluster that is being made': { on: aksWith({ provisioningState: 'Creating' }), reason: 'in-transition' },
  },
});
