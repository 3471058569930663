import type { V1Service } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';

/** A service: the address under which pods are reached, inside of the cluster or from outside. */
export const service = defineType({
  name: 'k8s.service',
  scope: 'cluster',
  reads: ['list services', 'get services'],
  changedBy: [...changesOf('services'), 'update services/status', 'patch services/status'],
  config: wire<V1Service>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'status.conditions'],
  home: clusterTargetOf,
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
});
