import type { V1PersistentVolume } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';

/** A volume that outlives pods; a claim of some namespace is bound to it. */
export const persistentVolume = defineType({
  name: 'k8s.persistent-volume',
  scope: 'cluster',
  reads: ['list persistentvolumes'],
  changedBy: changesOf('persistentvolumes'),
  config: wire<V1PersistentVolume>(),
  keys: { storageClass: ({ spec }) => spec?.storageClassName },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
  namespace: ({ spec }, id) => exemptibleNamespace(spec?.claimRef?.namespace, id),
});
