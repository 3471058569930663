import type { V1ReplicationController } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { imagesOf } from '../images.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';

/** A replication controller, the older form of a replica set. */
export const replicationController = defineType({
  name: 'k8s.replication-controller',
  scope: 'cluster',
  reads: ['list replicationcontrollers', 'get replicationcontrollers'],
  changedBy: changesOf('replicationcontrollers'),
  config: wire<V1ReplicationController>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
  images: ({ spec }) => imagesOf(spec?.template?.spec),
});
