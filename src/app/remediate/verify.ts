import { legsOf, printOf, readBackOf, standsAs } from '#engine/plan/legs';
import { canonicalJson } from '#lib/canonical';
import { lostTo } from '#engine/plan/lost-changes';
import { parseInstant } from '#lib/time';
import { ShoalwatchError, type Remediation, type Snapshot, type StoredRemediation } from '#model';
import { unwellIn } from './begin.ts';
import { instantOf, type FixBench } from './desk.ts';
import { look, verdictIn, type Seen } from './look.ts';
import { move } from './move.ts';
import { lookAgain } from './pace.ts';
import { isBusy, lag } from './settle.ts';

/** For how long a fix can be undone, in milliseconds. */
export const undoable = 7 * 24 * 3_600_000;

/** Characters that are kept of what was read back, and of what was lost: with the plan they stand in one item of the store. */
const largest = 15_000;

/** Milliseconds between two looks, and how many there are before it is left to whoever goes on. */
const pause = 10_000;
const looks = 60;

/** How many of the newest changes are looked at for one that was lost. */
const recent = 500;

/** Reads back and judges: what is not well is rolled back, what took effect stays and says whether the finding is gone. */
export async function verify(bench: FixBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { remediation } = now;
  const { plan, undo, others = [] } = remediation;
  // Whether it is a way back that has been walked to its end.
  if (undo || remediation.code !== undefined) return ended(bench, now);
  const seen = await readBack(bench, now, () => true);
  const at = instantOf(bench);
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
  const stands = readBackOf(plan, seen.snapshots);
  const patch: Partial<Remediation> = {
    ...{ state: 'done', left: 'changed', finishedAt: at, stillOpen },
    ...(canonicalJson(stands).length < largest && { readBack: stands }),
    stands: printOf(plan, seen.snapshots),
    ...(plan.irreversible === undefined &&
      others.length === 0 && { undoUntil: new Date((parseInstant(at) ?? 0) + undoable).toISOString() }),
    ...(lost.length > 0 && { lost }),
    ...(verdict === 'unknown' && { unsure: true as const }),
    ...((others.length > 0 || verdict === 'unknown') && { why: whyOf(others, verdict) }),
  };
  const words = verdict === 'unknown' ? 'done, could not be verified' : 'done, the finding is still open';
  return move(bench, now, patch, stillOpen ? words : 'done');
}

/** What the end of a fix does not show by itself. */
const whyOf = (others: readonly number[], verdict: string): string =>
  [
    ...others.map((step) => `step ${step + 1} was made by others, so that it is not undone from here`),
    ...(verdict === 'unknown' ? ['it could not be verified: whether the finding is gone is not known'] : []),
  ].join('; ');

/** The end of a way back: what was written has its earlier values again, or a person has to look at it. */
async function ended(bench: FixBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { plan } = now.remediation;
  const legs = legsOf({ ...now.remediation, state: 'undoing' });
  // A provider may write an earlier value otherwise than it stood: then the rule tells.
  const isBack = async (snapshots: readonly Snapshot[]): Promise<boolean> =>
    !isBusy(bench, plan, snapshots) &&
    (legs.every((leg) => standsAs(leg, 'after', snapshots)) || (await verdictIn(bench, plan, snapshots)) === 'fail');
  const { snapshots } = await readBack(bench, now, isBack);
  await bench.remember?.(snapshots);
  const finishedAt = instantOf(bench);
  if (!(await isBack(snapshots))) {
    const about = { code: 'not-back', why: 'not all that it wrote has its earlier value again' };
    return move(bench, now, { state: 'failed', left: 'partly-changed', finishedAt, ...about }, 'failed');
  }
  const state = now.remediation.undo ? 'undone' : 'rolled-back';
  return move(bench, now, { state, left: 'unchanged', finishedAt }, state.replace('-', ' '));
}

/** Reads until it can be read and shows what is waited for, or goes on showing something else. What is unread says nothing. */
async function readBack(
  bench: FixBench,
  { remediation: { plan } }: StoredRemediation,
  shows: (snapshots: readonly Snapshot[]) => boolean | Promise<boolean>,
): Promise<Seen> {
  let why: string | undefined;
  const found = await lookAgain(bench, { looks, pause }, async (quiet) => {
    const seen = await look(bench, plan);
    why = seen.unread;
    if (why === undefined && (await shows(seen.snapshots))) return seen;
    if (why !== undefined || isBusy(bench, plan, seen.snapshots)) return 'busy';
    return quiet + 1 >= lag ? seen : 'quiet';
  });
  if (found) return found;
  throw new ShoalwatchError(
    'cloud',
    `${plan.resource.name} cannot be read back: ${why ?? 'it is still being changed'}`,
    {
      cure: `shoalwatch fix ${plan.finding} --apply --plan-id ${plan.id} goes on`,
    },
  );
}

/** What is needed to look for changes that were lost. */
export type Looking = Pick<FixBench, 'memory' | 'actions'> & { readonly hand: Pick<FixBench['hand'], 'actor'> };

/** Changes of others that its writes replaced, as far as the audit log has told by now: the last ones, as many as are kept. */
export async function lostIn(bench: Looking, remediation: Remediation): Promise<ReturnType<typeof lostTo>> {
  if (!remediation.plan.steps.some(({ kind }) => kind === 'replace')) return [];
  const actor = await bench.hand.actor(remediation.plan.resource.target);
  const changes = await bench.memory.changes(recent);
  return keepable(lostTo({ remediation, changes, actor, actions: bench.actions }));
}

/** What one change asked for is left out where it is larger than the room for all of them. */
function keepable(lost: ReturnType<typeof lostTo>): ReturnType<typeof lostTo> {
  const small = lost.map((it) => (canonicalJson(it.requests).length < largest / 2 ? it : { ...it, requests: [] }));
  let left = largest;
  return small
    .toReversed()
    .filter((it) => (left -= canonicalJson(it).length) > 0)
    .toReversed();
}
