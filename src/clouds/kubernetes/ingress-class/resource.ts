import type { V1IngressClass } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** A class of ingresses: which controller serves them. */
export const ingressClass = defineType({
  name: 'k8s.ingress-class',
  scope: 'cluster',
  reads: ['list ingressclasses.networking.k8s.io'],
  changedBy: changesOf('ingressclasses.networking.k8s.io'),
  config: wire<V1IngressClass>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation'],
  home: clusterTargetOf,
});
