import type { V1LimitRange, V1LimitRangeItem } from '@kubernetes/client-node';
import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** The client calls `_default` what the API calls `default`. */
interface Item extends Omit<V1LimitRangeItem, '_default'> {
  readonly default?: V1LimitRangeItem['_default'];
}

interface LimitRange extends Omit<V1LimitRange, 'spec'> {
  readonly spec?: { readonly limits: readonly Item[] };
}

/** The limits that admission gives to the containers of a namespace that set none, and those that it allows. */
export const limitRange = defineType({
  name: 'k8s.limit-range',
  scope: 'cluster',
  reads: ['list limitranges', 'get limitranges'],
  changedBy: changesOf('limitranges'),
  config: wire<LimitRange>(),
  keys: { namespace: ({ metadata }) => metadata?.namespace ?? 'default' },
  volatile: ['metadata.resourceVersion'],
  home: clusterTargetOf,
  namespace: ({ metadata }) => metadata?.namespace ?? 'default',
});
