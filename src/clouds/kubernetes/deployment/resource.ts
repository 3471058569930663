import type { V1Deployment } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { imagesOf } from '../images.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';

/** A deployment. */
export const deployment = defineType({
  name: 'k8s.deployment',
  scope: 'cluster',
  reads: ['list deployments.apps', 'get deployments.apps'],
  changedBy: changesOf('deployments.apps'),
  config: wire<V1Deployment>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
  images: ({ spec }) => imagesOf(spec?.template.spec),
});
