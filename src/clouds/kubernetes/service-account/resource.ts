import type { V1ServiceAccount } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';

/** A service account. */
export const serviceAccount = defineType({
  name: 'k8s.service-account',
  scope: 'cluster',
  reads: ['list serviceaccounts', 'get serviceaccounts'],
  changedBy: changesOf('serviceaccounts'),
  config: wire<V1ServiceAccount>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'secrets'],
  home: clusterTargetOf,
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
});
