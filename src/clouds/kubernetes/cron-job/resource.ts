import type { V1CronJob } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import { imagesOf } from '../images.ts';
import { exemptibleNamespace } from '../namespace/exemptible.ts';

/** A cron job. */
export const cronJob = defineType({
  name: 'k8s.cron-job',
  scope: 'cluster',
  reads: ['list cronjobs.batch', 'get cronjobs.batch'],
  changedBy: changesOf('cronjobs.batch'),
  config: wire<Partial<V1CronJob>>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion', 'metadata.generation', 'status'],
  home: clusterTargetOf,
  namespace: ({ metadata }, id) => exemptibleNamespace(metadata?.namespace ?? 'default', id),
  images: ({ spec }) => imagesOf(spec?.jobTemplate.spec?.template.spec),
});
