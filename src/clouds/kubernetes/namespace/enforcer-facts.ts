import type { V1LabelSelector, V1MatchResources, V1NamedRuleWithOperations } from '@kubernetes/client-node';
import { defineFact, type Unknown, type Wire } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { apiAddress } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { selects, type Labels } from '../label-selector.ts';
import { validatingAdmissionPolicyBinding } from '../validating-admission-policy-binding/resource.ts';
import { validatingAdmissionPolicy } from '../validating-admission-policy/resource.ts';
import { namespace } from './resource.ts';

/** The API groups in which engines keep their policies. */
const engines: Readonly<Record<string, string>> = {
  'constraints.gatekeeper.sh': 'Gatekeeper',
  'kyverno.io': 'Kyverno',
  'policies.kyverno.io': 'Kyverno',
  'policies.kubewarden.io': 'Kubewarden',
};

/**
 * Why something besides Pod Security Admission may keep the pods of a namespace secure: a validating admission policy is in
 * force for them, or an engine is installed. What these ask of pods is not judged. Those that providers ship do not count.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export const otherEnforcer = defineFact({
  name: 'k8s.other-enforcer',
  of: namespace,
  uses: [kubernetesApi, validatingAdmissionPolicy, validatingAdmissionPolicyBinding],
  work({ config, target }, { find, list }): Unknown | undefined {
    const name = config.metadata?.name ?? '';
    const labels = { ...config.metadata?.labels, 'kubernetes.io/metadata.name': name };
    const bindings = list(validatingAdmissionPolicyBinding);
    if (bindings.unread) return bindings.unread;
    for (const binding of bindings.items.filter(isOwn)) {
      const { spec } = binding.config;
      if (!spec.validationActions.includes('Deny') || !takesAll(spec.matchResources, labels)) continue;
      const { items, unread } = list(validatingAdmissionPolicy, { name: spec.policyName });
      const limits = items.filter(isOwn).map(({ config: { spec: own } }) => own?.matchConstraints);
      const reaches = limits.some((one) => takesAll(one, labels) && reachesPods(one, spec.matchResources));
      if (reaches) return unjudged(`The admission policy ${spec.policyName} refuses some pods of the namespace`);
      if (unread) return unread;
    }
    const api = find(kubernetesApi, apiAddress(target));
    return isUnread(api) ? api : engineIn(api === 'absent' ? undefined : api.config.groups);
  },
});

const unjudged = (what: string): Unknown => unknown('not-ready', `${what}; what it asks of them is not judged.`);

type Match = Wire<V1MatchResources>;
type Rules = readonly Wire<V1NamedRuleWithOperations>[];

const ofProviders = ['gke-', 'aks-', 'eks-', 'kubernetes.io-managed'];

/** Whether people put it there, and not the provider. */
const isOwn = ({ config: { metadata } }: Named): boolean =>
  !ofProviders.some((prefix) => metadata?.name?.startsWith(prefix)) &&
  metadata?.labels?.['addonmanager.kubernetes.io/mode'] === undefined;

interface Named {
  readonly config: { readonly metadata?: { readonly name?: string; readonly labels?: Labels } };
}

/** Pods, and what makes pods, by API group. */
const podKinds = [
  ...['pods', 'replicationcontrollers'].map((resource) => ({ group: '', resource })),
  ...['daemonsets', 'deployments', 'replicasets', 'statefulsets'].map((resource) => ({ group: 'apps', resource })),
  ...['cronjobs', 'jobs'].map((resource) => ({ group: 'batch', resource })),
];

type PodKind = (typeof podKinds)[number];

/** Without rules a binding leaves it to its policy; a policy always has some. */
const reachesPods = (policy: Match | undefined, binding: Match | undefined): boolean =>
  podKinds.some(
    (kind) =>
      names(policy?.resourceRules, kind) &&
      !names(policy?.excludeResourceRules, kind) &&
      (!binding?.resourceRules?.length || names(binding.resourceRules, kind)) &&
      !names(binding?.excludeResourceRules, kind),
  );

const names = (rules: Rules = [], { group, resource }: PodKind): boolean =>
  rules.some(
    ({ apiGroups = [], resources = [], operations = [], resourceNames = [], scope }) =>
      (apiGroups.includes(group) || apiGroups.includes('*')) &&
      (resources.includes(resource) || resources.includes('*') || resources.includes('*/*')) &&
      (operations.includes('CREATE') || operations.includes('*')) &&
      resourceNames.length === 0 &&
      scope !== 'Cluster',
  );

/** Whether selectors leave neither the namespace nor some of its pods out. */
const takesAll = ({ namespaceSelector, objectSelector }: Match = {}, labels: Labels): boolean =>
  selects(namespaceSelector ?? {}, labels) && isEmpty(objectSelector);

const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: Wire<V1LabelSelector> = {}): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;

function engineIn(groups: readonly { readonly name: string }[] | undefined): Unknown | undefined {
  if (!groups) return fieldMissing('groups');
  const engine = groups.map(({ name }) => engines[name]).find((one) => one !== undefined);
  return engine === undefined ? undefined : unjudged(`${engine} is installed and may refuse pods`);
}
