import type { Found, Place, Recogniser } from '../recogniser.ts';
import type { Moment } from './moment.ts';

/**
 * The moments that hold anything, with where their objects are completed by what else their folder says: the cluster
 * that a kubeconfig names, and what the recogniser knows of its own objects.
 */
export function located(moments: readonly Moment[], recognisers: readonly Recogniser[]): readonly Moment[] {
  const folders = Map.groupBy(moments, ({ folder }) => folder);
  return moments.filter(holdsAnything).map((moment) => {
    const { folder, recogniser, found } = moment;
    const locate = recogniser.locating?.(foundIn(moment));
    const home = homeOf(moment, folders.get(folder) ?? [], recognisers);
    return {
      ...moment,
      found: locate ? found.map((one) => ({ ...one, it: locate(one.it) })) : found,
      ...(home && { home }),
    };
  });
}

const holdsAnything = ({ found, listings, gaps }: Moment): boolean => found.length + listings.length + gaps.length > 0;

/** The one cluster that every kubeconfig of the folder names; none where one of them names another or an unknown one. */
function homeOf(
  { clusters }: Moment,
  beside: readonly Moment[],
  recognisers: readonly Recogniser[],
): Place | undefined {
  if (clusters.length === 0) return undefined;
  const found = new Map(beside.map((it) => [it.recogniser, foundIn(it)]));
  const named = clusters.map((cluster) =>
    recognisers.map((it) => it.clusterAt?.(cluster, found.get(it) ?? [])).find((id) => id !== undefined),
  );
  const [account, ...others] = new Set(named);
  return account === undefined || others.length > 0 ? undefined : { account };
}

const foundIn = ({ found }: Moment): readonly Found[] => found.map(({ it }) => it);
