import type { V1NetworkPolicySpec } from '@kubernetes/client-node';
import { defineAction, wire } from '#model';
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
  simulate({ config, target }, { name, spec }) {
    const own = config.metadata?.name ?? '';
    const group = { group: 'networking.k8s.io', version: 'v1', plural: 'networkpolicies' };
    const id = objectAddress({ cluster: addressRootOf(target), ...group, namespace: own, name });
    const made = { metadata: { name, namespace: own }, spec };
    return [{ put: { type: networkPolicy.name, id, name: `${own}/${name}`, target, config: made } }];
  },
});

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
  request: wire<Record<string, string>>(),
  simulate(subject, labels) {
    const { metadata } = subject.config;
    const config = { ...subject.config, metadata: { ...metadata, labels: { ...metadata?.labels, ...labels } } };
    return [{ put: { ...subject, config } }];
  },
});
