import { ShoalwatchError, type Run, type RunTarget, type Snapshot, type TargetSums } from '#model';

/** What a target came to, with the numbers of it. */
export interface Summed extends RunTarget {
  readonly sums: TargetSums;
}

/** The targets of the last run, of which a run judges a part. Throws a defect where any of them has no sums. */
export function summedIn(targets: readonly RunTarget[], { id }: Run): readonly Summed[] {
  const all = summed(targets);
  if (all.length === 0 || all.length < targets.length) {
    throw new ShoalwatchError('defect', `a part was to be judged over ${id}, which holds no sums of its targets`);
  }
  return all;
}

/**
 * The targets of a run that judged some of them anew: the others stand as they did, read when they were read now. Throws a
 * defect where one that was judged is none of theirs, or one stands otherwise and was not judged.
 */
export function laidOn(
  targets: readonly Summed[],
  anew: readonly RunTarget[],
  snapshots: ReadonlyMap<string, Snapshot>,
): readonly Summed[] {
  const judged = new Map(summed(anew).map((it) => [it.id, it]));
  if (judged.size !== anew.length || snapshots.size !== targets.length) throw notOfThem();
  return targets.map(({ again: _, ...it }) => {
    const own = judged.get(it.id);
    if (own) return own;
    const snapshot = snapshots.get(it.id);
    if (snapshot?.id !== it.snapshot) throw notOfThem();
    return { ...it, readAt: snapshot.startedAt };
  });
}

const summed = (targets: readonly RunTarget[]): readonly Summed[] =>
  targets.flatMap((it) => (it.sums ? [{ ...it, sums: it.sums }] : []));

const notOfThem = (): ShoalwatchError =>
  new ShoalwatchError('defect', 'a part of a run was to be written over targets that it is no part of');
