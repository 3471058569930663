import type { V1ClusterRole, V1ClusterRoleBinding, V1Pod, V1Service } from '@kubernetes/client-node';
import type { Wire } from '#model';
import { shopImageOf } from '../../sim/gcp/generate-images.ts';
import { type JsonObject, toJsonObject } from '../../sim/json.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';

const namespace = 'reach';

/** Interfaces for administration that the internet reaches and that only the cluster does, and a pod that runs an image by its tag. */
export function reachedInterfaces(byTag: { readonly image: string; readonly digest: string }): readonly JsonObject[] {
  const prometheus = `quay.io/prometheus/prometheus@sha256:${'1'.repeat(64)}`;
  const grafana = `docker.io/grafana/grafana@sha256:${'2'.repeat(64)}`;
  const [repository = ''] = byTag.image.split(/:(?=[^/]+$)/);
  return [
    space,
    ...served('prometheus', 'LoadBalancer', prometheus),
    ...served('grafana', 'ClusterIP', grafana),
    toJsonObject(pod('by-tag', byTag.image, `${repository}@${byTag.digest}`)),
  ];
}

/** The cluster with services for the internet, of which one leads to an image with a flaw and one to an image without. */
export const withReachedImages = (estate: KubernetesEstate, projectId: string): KubernetesEstate => ({
  ...estate,
  objects: [
    ...estate.objects,
    space,
    ...(['web', 'api'] as const).flatMap((name) =>
      served(name, 'LoadBalancer', shopImageOf(projectId, 'europe-west1', name)),
    ),
  ],
});

/** The cluster with a store of secrets, and somebody who reads the Secrets of all namespaces. */
export const withSecretReader = (estate: KubernetesEstate): KubernetesEstate => ({
  ...estate,
  groups: [...estate.groups, 'secrets-store.csi.x-k8s.io/v1'],
  objects: [...estate.objects, toJsonObject(reader), toJsonObject(reading)],
});

const space = toJsonObject({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: namespace },
  status: { phase: 'Active' },
});

const served = (name: string, type: 'LoadBalancer' | 'ClusterIP', image: string): readonly JsonObject[] => [
  toJsonObject(pod(name, image, image)),
  toJsonObject({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name },
    spec: { type, selector: { app: name }, ports: [{ port: 443, targetPort: 8443 }] },
  } satisfies Wire<V1Service>),
];

const pod = (name: string, image: string, imageID: string): Wire<V1Pod> => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace, name: `reached-${name}`, labels: { app: name } },
  spec: { nodeName: 'node-0', containers: [{ name, image }] },
  status: { phase: 'Running', containerStatuses: [{ name, image, imageID, ready: true, restartCount: 0 }] },
});

const rbac = 'rbac.authorization.k8s.io';

const reader: Wire<V1ClusterRole> = {
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRole',
  metadata: { name: 'secret-reader' },
  rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }],
};

const reading: Wire<V1ClusterRoleBinding> = {
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name: 'secret-reader' },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'secret-reader' },
  subjects: [{ apiGroup: rbac, kind: 'User', name: 'support@example.com' }],
};
