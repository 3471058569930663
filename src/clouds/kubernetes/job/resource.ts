import type { V1Job } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { imagesOf } from '../images.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';
import { controllerKey, isControllerOf, ownerAddress } from '../owner.ts';

/** A job: made by a cron job, or written by hand. */
export const job = defineType({
  name: 'k8s.job',
  scope: 'cluster',
  reads: ['list jobs.batch', 'get jobs.batch'],
  changedBy: changesOf('jobs.batch'),
  config: wire<V1Job>(),
  keys: {
    namespace: ({ metadata }) => metadata?.namespace ?? 'default',
    controller: (config) => controllerKey(config),
  },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
  owner: (id, config) => ownerAddress(id, config),
  isOwner: (config, owner) => isControllerOf(config, owner),
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
  images: ({ spec }) => imagesOf(spec?.template.spec),
});
