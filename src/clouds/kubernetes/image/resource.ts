import { defineType, wire } from '#model';
import { clusterTargetOf } from '../address.ts';
import { changesOf } from '../audit-verbs.ts';
import type { RunningImage } from '../running-images.ts';
import { undigestedImages } from '../undigested-images.ts';

/**
 * An image that pods of a cluster run, by digest: derived from the container statuses of `list pods`, and its platform from
 * the nodes of these. Its address ends in `images/<repository>@<digest>`.
 */
export const runningImage = defineType({
  name: 'k8s.image',
  scope: 'cluster',
  reads: ['list pods', 'list nodes'],
  changedBy: changesOf('pods'),
  config: wire<RunningImage>(),
  keys: {
    digest: ({ digest }) => digest,
    repository: ({ repository }) => repository,
    /** The repository without its registry, which can have several names. */
    path: ({ repository }) => repository.slice(repository.indexOf('/') + 1),
  },
  home: clusterTargetOf,
  components: {
    kinds: ['image'],
    read: (config) => [{ kind: 'image', ...config }],
    beside: { type: 'k8s.pod', read: undigestedImages },
  },
});
