import type { V1StorageClass } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** A class of storage: who makes its volumes, and how. */
export const storageClass = defineType({
  name: 'k8s.storage-class',
  scope: 'cluster',
  reads: ['list storageclasses.storage.k8s.io'],
  changedBy: changesOf('storageclasses.storage.k8s.io'),
  config: wire<V1StorageClass>(),
  volatile: ['metadata.resourceVersion', 'metadata.generation'],
  home: clusterTargetOf,
});
