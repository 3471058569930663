import type { V1StatefulSet } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { imagesOf } from '../images.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';

/** A stateful set. */
export const statefulSet = defineType({
  name: 'k8s.stateful-set',
  scope: 'cluster',
  reads: ['list statefulsets.apps', 'get statefulsets.apps'],
  changedBy: changesOf('statefulsets.apps'),
  config: wire<V1StatefulSet>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
  images: ({ spec }) => imagesOf(spec?.template.spec),
});
