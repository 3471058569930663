import type { V1ReplicaSet } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { imagesOf } from '../images.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';
import { controllerKey, isControllerOf, ownerAddress } from '../owner.ts';

/** A replica set: made by a deployment, or written by hand. */
export const replicaSet = defineType({
  name: 'k8s.replica-set',
  scope: 'cluster',
  reads: ['list replicasets.apps', 'get replicasets.apps'],
  changedBy: changesOf('replicasets.apps'),
  config: wire<V1ReplicaSet>(),
  keys: {
    namespace: ({ metadata }) => metadata?.namespace ?? 'default',
    controller: (config) => controllerKey(config),
  },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
  owner: (id, config) => ownerAddress(id, config),
  isOwner: (config, owner) => isControllerOf(config, owner),
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
  images: ({ spec }) => imagesOf(spec?.template?.spec),
});
