import { printOf, readBackOf } from '#engine/legs';
import { canonicalJson } from '#lib/canonical';
import { lostTo } from '#engine/lost-changes';
import { parseInstant } from '#lib/time';
import type { Remediation, Snapshot, StoredRemediation } from '#model';
import { unwellIn } from './begin.ts';
import { instantOf, type FixBench } from './desk.ts';
import { look, verdictIn } from './look.ts';
import { move } from './move.ts';

/** For how long a fix can be undone, in milliseconds. */
export const undoable = 7 * 24 * 3_600_000;

/** Characters of what was read back that are kept: with its plan it stands in one item of the store. */
const largest = 15_000;

/** How many of the newest changes are looked at for one that was lost. */
const recent = 500;

/** Reads back and judges: what is not well is rolled back, what took effect stays and says whether the finding is gone. */
export async function verify(bench: FixBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { remediation } = now;
  const { plan, undo } = remediation;
  const seen = await look(bench, plan);
  const at = instantOf(bench);
  // Whether it is a way back that has been walked to its end.
  if (undo || remediation.code !== undefined) return ended(bench, now, seen.snapshots);
  const unwell = unwellIn(bench, plan, seen.snapshots);
  if (unwell !== undefined && unwell !== remediation.unwell) {
    const about = { code: 'unwell', why: unwell };
    return plan.irreversible === undefined
      ? move(bench, now, { state: 'rolling-back', step: 0, sent: false, ...about }, 'rolls back')
      : move(bench, now, { state: 'failed', left: 'changed', finishedAt: at, ...about }, 'failed');
  }
  const verdict = await verdictIn(bench, plan, seen.snapshots);
  const stillOpen = verdict === 'fail' || verdict === 'unknown';
  const lost = await lostIn(bench, remediation);
  await bench.remember?.(seen.snapshots);
  const readBack = readBackOf(plan, seen.snapshots);
  const patch: Partial<Remediation> = {
    ...{ state: 'done', left: 'changed', finishedAt: at, stillOpen },
    ...(canonicalJson(readBack).length < largest && { readBack }),
    stands: printOf(plan, seen.snapshots),
    ...(plan.irreversible === undefined && { undoUntil: new Date((parseInstant(at) ?? 0) + undoable).toISOString() }),
    ...(lost.length > 0 && { lost }),
    ...(verdict === 'unknown' && { why: 'whether the finding is gone is not known' }),
  };
  return move(bench, now, patch, stillOpen ? 'done, the finding is still open' : 'done');
}

/** The end of a way back. */
async function ended(
  bench: FixBench,
  now: StoredRemediation,
  snapshots: readonly Snapshot[],
): Promise<StoredRemediation> {
  await bench.remember?.(snapshots);
  const state = now.remediation.undo ? 'undone' : 'rolled-back';
  return move(bench, now, { state, left: 'unchanged', finishedAt: instantOf(bench) }, state.replace('-', ' '));
}

/** What is needed to look for changes that were lost. */
export type Looking = Pick<FixBench, 'memory' | 'actions'> & { readonly hand: Pick<FixBench['hand'], 'actor'> };

/** Changes of others that its writes replaced, as far as the audit log has told by now. */
export async function lostIn(bench: Looking, remediation: Remediation): Promise<ReturnType<typeof lostTo>> {
  if (!remediation.plan.steps.some(({ kind }) => kind === 'replace')) return [];
  const actor = await bench.hand.actor(remediation.plan.resource.target);
  const changes = await bench.memory.changes(recent);
  return lostTo({ remediation, changes, actor, actions: bench.actions });
}
