import type { V1LabelSelector, V1MatchResources, V1NamedRuleWithOperations } from '@kubernetes/client-node';
import { defineFact, type Unknown, type Wire } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { apiAddress } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { selects, type Labels } from '../label-selector.ts';
import { validatingAdmissionPolicyBinding } from '../validating-admission-policy-binding/resource.ts';
import { validatingAdmissionPolicy } from '../validating-admission-policy/resource.ts';
import { namespace } from './resource.ts';

/** What refuses pods of a namespace besides Pod Security Admission. */
export interface PodEnforcer {
  /** The validating admission policy that does. */
  readonly policy: string | undefined;
  /** Why another one may. */
  readonly unread: Unknown | undefined;
}

/** What counts where policy wants Pod Security Admission and nothing else. */
export const psaAlone: PodEnforcer = { policy: undefined, unread: undefined };

/** The API groups in which engines keep their policies. */
const engines: Readonly<Record<string, string>> = {
  'constraints.gatekeeper.sh': 'Gatekeeper',
  'kyverno.io': 'Kyverno',
  'policies.kyverno.io': 'Kyverno',
  'policies.kubewarden.io': 'Kubewarden',
};

/**
 * Whether a validating admission policy is in force for the pods of a namespace, or another engine may have one, whose
 * policies are not read. What a policy asks of pods is not looked at, and those that providers ship do not count.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export const podEnforcer = defineFact({
  name: 'k8s.pod-enforcer',
  of: namespace,
  uses: [kubernetesApi, validatingAdmissionPolicy, validatingAdmissionPolicyBinding],
  work({ config, target }, { find, list }): PodEnforcer {
    const name = config.metadata?.name ?? '';
    const labels = { ...config.metadata?.labels, 'kubernetes.io/metadata.name': name };
    const bindings = list(validatingAdmissionPolicyBinding);
    const unread: (Unknown | undefined)[] = [bindings.unread];
    for (const binding of bindings.items.filter(isOwn)) {
      const { spec } = binding.config;
      if (!spec.validationActions.includes('Deny') || !takesAll(spec.matchResources, labels)) continue;
      const found = list(validatingAdmissionPolicy, { name: spec.policyName });
      const limits = found.items.filter(isOwn).map(({ config: { spec: own } }) => own?.matchConstraints);
      if (limits.some((one) => takesAll(one, labels) && reachesPods(one, spec.matchResources)))
        return { ...psaAlone, policy: spec.policyName };
      unread.push(found.unread);
    }
    const api = find(kubernetesApi, apiAddress(target));
    unread.push(isUnread(api) ? api : engineIn(api === 'absent' ? undefined : api.config.groups));
    return { ...psaAlone, unread: unread.find((one) => one !== undefined) };
  },
});

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
  return engine === undefined
    ? undefined
    : unknown('not-ready', `${engine} is installed and may refuse pods; its policies are not read.`);
}
