import type { V1DaemonSet } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { imagesOf } from '../images.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';

/** A daemon set. */
export const daemonSet = defineType({
  name: 'k8s.daemon-set',
  scope: 'cluster',
  reads: ['list daemonsets.apps', 'get daemonsets.apps'],
  changedBy: changesOf('daemonsets.apps'),
  config: wire<V1DaemonSet>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
  images: ({ spec }) => imagesOf(spec?.template.spec),
});
