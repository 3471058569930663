import type { V1DaemonSet } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { imagesOf } from '../images.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';

/** What nobody judges of its status; that pods of it are ready says whether an engine of network policies is at work. */
const countedIn = [
  ...['collisionCount', 'conditions', 'currentNumberScheduled', 'desiredNumberScheduled', 'numberAvailable'],
  ...['numberMisscheduled', 'numberUnavailable', 'observedGeneration', 'updatedNumberScheduled'],
];

/** A daemon set. */
export const daemonSet = defineType({
  name: 'k8s.daemon-set',
  scope: 'cluster',
  reads: ['list daemonsets.apps', 'get daemonsets.apps'],
  changedBy: changesOf('daemonsets.apps'),
  config: wire<V1DaemonSet>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation', ...countedIn.map((it) => `status.${it}`)],
  home: clusterTargetOf,
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
  images: ({ spec }) => imagesOf(spec?.template.spec),
});
