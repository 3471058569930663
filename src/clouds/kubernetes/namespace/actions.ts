import type { V1NetworkPolicySpec } from '@kubernetes/client-node';
import { defineAction, wire, type ResourceOf, type Wire } from '#model';
import { addressRootOf, objectAddress } from '../address.ts';
import { networkPolicy } from '../network-policy/resource.ts';
import { namespace } from './resource.ts';

interface NewPolicy {
  readonly name: string;
  readonly spec: Pick<V1NetworkPolicySpec, 'podSelector' | 'policyTypes'>;
}

/**
 * Makes a network policy without rules in a namespace; the API refuses a name that is taken.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export const createNetworkPolicy = defineAction({
  name: 'k8s.create-network-policy',
  on: namespace,
  kind: 'cas',
  permissions: ['create networkpolicies.networking.k8s.io'],
  writes: [],
  request: wire<NewPolicy>(),
  simulate: (subject, request) => [{ put: policyIn(subject, request) }],
  undo: (before, request) => [deleteNetworkPolicy(policyIn(before, request), {})],
  undoneBy: () => [deleteNetworkPolicy],
});

/**
 * Deletes a network policy.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export const deleteNetworkPolicy = defineAction({
  name: 'k8s.delete-network-policy',
  on: networkPolicy,
  kind: 'cas',
  permissions: ['delete networkpolicies.networking.k8s.io'],
  writes: ['spec'],
  request: wire<Record<never, never>>(),
  simulate: ({ id }) => [{ remove: id }],
  // Only what was made here is deleted, and that again takes no more than the action that made it.
  undo: () => ({ cannot: 'a deleted network policy is made again by the action that made it' }),
});

/** The policy as it is made. */
function policyIn(
  { config, target }: ResourceOf<typeof namespace>,
  { name, spec }: Wire<NewPolicy>,
): ResourceOf<typeof networkPolicy> {
  const own = config.metadata?.name ?? '';
  const group = { group: 'networking.k8s.io', version: 'v1', plural: 'networkpolicies' };
  const id = objectAddress({ cluster: addressRootOf(target), ...group, namespace: own, name });
  const made = { metadata: { name, namespace: own }, spec };
  return { type: networkPolicy.name, id, name: `${own}/${name}`, target, config: made };
}

/**
 * Sets labels of a namespace and leaves the others. Pod Security Admission answers with a warning that names the pods
 * that run and would be refused.
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/
 */
export const labelNamespace = defineAction({
  name: 'k8s.label-namespace',
  on: namespace,
  kind: 'cas',
  permissions: ['patch namespaces'],
  writes: ['metadata.labels'],
  /** Null takes a label away. */
  request: wire<Record<string, string | null>>(),
  simulate(subject, labels) {
    const { metadata } = subject.config;
    const all = Object.entries({ ...metadata?.labels, ...labels });
    const left = Object.fromEntries(all.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])));
    return [{ put: { ...subject, config: { ...subject.config, metadata: { ...metadata, labels: left } } } }];
  },
  undo: ({ config }, labels, again) => [
    again(Object.fromEntries(Object.keys(labels).map((key) => [key, config.metadata?.labels?.[key] ?? null]))),
  ],
});
