import type { V1ResourceQuota } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** How much all pods of a namespace together may ask for, and of what there may be how many. */
export const resourceQuota = defineType({
  name: 'k8s.resource-quota',
  scope: 'cluster',
  reads: ['list resourcequotas', 'get resourcequotas'],
  changedBy: changesOf('resourcequotas'),
  config: wire<V1ResourceQuota>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'status'],
  home: clusterTargetOf,
  namespace: ({ metadata }) => metadata?.namespace ?? 'default',
});
