import type { JsonObject } from '../../sim/json.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';

/** The cluster with two namespaces that nobody trusts: what runs in one asks for the sandbox of GKE, in the other not. */
export const withUntrusted = (estate: KubernetesEstate): KubernetesEstate => ({
  ...estate,
  objects: [...estate.objects, ...guests('guests', 'gvisor'), ...guests('strangers')],
});

const guests = (namespace: string, runtimeClassName?: string): readonly JsonObject[] => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { trust: 'untrusted' } } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name: 'guest' },
    spec: {
      nodeName: 'node-0',
      containers: [{ name: 'guest', image: `registry.example.com/guest@sha256:${'0'.repeat(64)}` }],
      ...(runtimeClassName !== undefined && { runtimeClassName }),
    },
    status: { phase: 'Running' },
  },
];
