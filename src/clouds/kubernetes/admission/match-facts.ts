import type { V1LabelSelector, V1MatchResources, V1NamedRuleWithOperations } from '@kubernetes/client-node';
import type { Wire } from '#model';
import { selects, type Labels } from '../label-selector.ts';

/** What an admission policy or a webhook is about: kinds of objects by rules, namespaces and objects by selectors. */
export type Match = Wire<V1MatchResources>;

type Rules = readonly Wire<V1NamedRuleWithOperations>[];

/** Pods, and what makes pods, by API group. */
const podKinds = [
  ...['pods', 'replicationcontrollers'].map((resource) => ({ group: '', resource })),
  ...['daemonsets', 'deployments', 'replicasets', 'statefulsets'].map((resource) => ({ group: 'apps', resource })),
  ...['cronjobs', 'jobs'].map((resource) => ({ group: 'batch', resource })),
];

type PodKind = (typeof podKinds)[number];

/** Whether pods, or what makes them, are judged as they are made. Without rules a binding leaves it to its policy. */
export const reachesPods = (policy: Match | undefined, binding: Match | undefined): boolean =>
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

/** Whether pods themselves are judged as they are made. */
export const namesPods = (rules: Rules | undefined): boolean => podKinds.slice(0, 1).some((kind) => names(rules, kind));

/** Whether selectors leave neither the namespace nor some of its pods out. */
export const takesAll = ({ namespaceSelector, objectSelector }: Match = {}, labels: Labels): boolean =>
  selects(namespaceSelector ?? {}, labels) && isEmpty(objectSelector);

const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: Wire<V1LabelSelector> = {}): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;

/** The labels of a namespace, with the one by which selectors name it. */
export const labelsOf = ({
  metadata,
}: {
  readonly metadata?: { readonly name?: string; readonly labels?: Labels };
}): Labels => ({ ...metadata?.labels, 'kubernetes.io/metadata.name': metadata?.name ?? '' });
