import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';

/** An image that pods of a cluster run, by digest: derived from the container statuses of `list pods`. Its address ends in `images/<repository>@<digest>`. */
export const runningImage = defineType({
  name: 'k8s.image',
  scope: 'cluster',
  reads: ['list pods'],
  changedBy: changesOf('pods'),
  config: wire<{
    digest: string;
    /** Registry host and path, without tag or digest. */
    repository: string;
    /** As the pod specification names it. */
    reference: string;
    /** What the nodes are that run it; absent where they are not known or differ. */
    platform?: { os?: string; architecture?: string };
    workloads: readonly string[];
  }>(),
  keys: {
    digest: ({ digest }) => digest,
    repository: ({ repository }) => repository,
    /** The repository without its registry, which can have several names. */
    path: ({ repository }) => repository.slice(repository.indexOf('/') + 1),
  },
  home: clusterTargetOf,
  components: { kinds: ['image'], read: (config) => [{ kind: 'image', ...config }] },
});
