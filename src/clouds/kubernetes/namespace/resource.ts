import type { V1Namespace } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { exemptibleNamespace } from './exemptible.ts';

/** A namespace. */
export const namespace = defineType({
  name: 'k8s.namespace',
  scope: 'cluster',
  reads: ['list namespaces', 'get namespaces'],
  changedBy: changesOf('namespaces'),
  config: wire<V1Namespace>(),
  keys: { name: ({ metadata }) => metadata?.name },
  volatile: ['metadata.resourceVersion'],
  home: clusterTargetOf,
  settling: ({ status }) => (status?.phase === 'Terminating' ? status.phase : undefined),
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.name, id),
});
