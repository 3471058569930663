import type { Unknown, Verdict } from '#model';
import { isUnread } from '#rule';

/** The minor version that policy fixes, such as `v1.30`, or else the cluster's. */
export const minorBy = (fixed: string, cluster: () => number | Unknown): number | Unknown =>
  fixed === 'cluster' ? cluster() : Number(fixed.slice('v1.'.length));

/**
 * What a check answers by a version. Where it was not read the check is asked by every version at which it changed:
 * the first of these answers stands when all are alike.
 */
export function byVersion<V extends Verdict>(
  minor: number | Unknown,
  changes: readonly [number, ...number[]],
  judge: (minor: number) => V,
): V | Unknown {
  if (!isUnread(minor)) return judge(minor);
  const first = judge(changes[0]);
  return changes.every((one) => judge(one).verdict === first.verdict) ? first : minor;
}
