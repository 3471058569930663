import type { V1Ingress, V1IngressSpec } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';

/** Manifests of the versions before v1 call `backend` what v1 calls `defaultBackend`. */
interface Ingress extends Omit<V1Ingress, 'spec'> {
  readonly spec?: V1IngressSpec & { readonly backend?: object };
}

/** An ingress: which hosts and paths from outside lead to which services. */
export const ingress = defineType({
  name: 'k8s.ingress',
  scope: 'cluster',
  reads: ['list ingresses.networking.k8s.io', 'get ingresses.networking.k8s.io'],
  changedBy: changesOf('ingresses.networking.k8s.io'),
  config: wire<Ingress>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation'],
  home: clusterTargetOf,
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
});
