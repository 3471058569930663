import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';

/** The cluster with an engine that its owner installed, which enforces network policies where the cloud has none. */
export const withOwnEngine = (estate: KubernetesEstate): KubernetesEstate => ({
  ...estate,
  objects: [
    ...estate.objects,
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { namespace: 'kube-system', name: 'cilium' },
      spec: {
        selector: { matchLabels: { 'k8s-app': 'cilium' } },
        template: {
          metadata: { labels: { 'k8s-app': 'cilium' } },
          spec: { containers: [{ name: 'cilium-agent', image: `quay.io/cilium/cilium@sha256:${'0'.repeat(64)}` }] },
        },
      },
      status: { numberReady: 1 },
    },
  ],
});
