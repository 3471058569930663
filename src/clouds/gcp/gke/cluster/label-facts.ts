import type { gkeCluster } from './resource.ts';

/**
 * The labels that people gave to a cluster. Those that begin with `goog-` are Google's own.
 * Source: https://cloud.google.com/resource-manager/docs/labels-overview
 */
export const ownLabels = ({ resourceLabels }: typeof gkeCluster.config): ReadonlyMap<string, string> =>
  new Map(Object.entries(resourceLabels ?? {}).filter(([key]) => !key.startsWith('goog-')));
