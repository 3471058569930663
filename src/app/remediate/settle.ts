import { legsOf, standsAs } from '#engine/plan/legs';
import { subjectIn } from '#engine/plan/plan-lines';
import { ShoalwatchError, type Plan, type Snapshot, type StoredRemediation } from '#model';
import type { FixBench } from './desk.ts';
import { failed } from './fail.ts';
import { look } from './look.ts';
import { move } from './move.ts';
import { lookAgain } from './pace.ts';

const pause = 5_000;
/** An hour: a control plane takes ten minutes, and much more on a bad day. */
const looks = 720;
/** Reads that may still show what was before, although the provider says that it has ended. */
export const lag = 6;

/**
 * Waits until the provider is done with a step and its answer shows it. After the last step what it shows is judged; a step
 * before it has to stand as it was sent, since the next one may be safe only upon it.
 */
export async function settle(bench: FixBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { remediation } = now;
  const { plan, step } = remediation;
  // A step that waits is on the way there, whatever its state is called meanwhile.
  const leg = legsOf({ ...remediation, state: 'applying' })[step];
  const found = await lookAgain(bench, { looks, pause, quiets: lag }, async () => {
    const seen = await look(bench, plan);
    if (seen.unread !== undefined || isBusy(bench, plan, seen.snapshots)) return 'busy';
    return !leg || standsAs(leg, 'after', seen.snapshots) ? seen : 'quiet';
  });
  const isLast = step + 1 >= plan.steps.length;
  if (!found && !isLast && leg) {
    const seen = await look(bench, plan);
    if (seen.unread !== undefined || isBusy(bench, plan, seen.snapshots)) throw unsettled(plan, step, seen.unread);
    if (!standsAs(leg, 'after', seen.snapshots)) return notStanding(bench, now);
  }
  const patch = { step: isLast ? step : step + 1, sent: false, made: step + 1 };
  return move(bench, now, { ...patch, state: isLast ? 'verifying' : 'applying' }, `made step ${step + 1}`);
}

/** It may take effect later, so that the way back goes over it, too. */
function notStanding(bench: FixBench, now: StoredRemediation): Promise<StoredRemediation> {
  const made = now.remediation.step + 1;
  const says = `step ${made} does not stand as it was sent: those after it are not made`;
  const counted = { ...now, remediation: { ...now.remediation, made } };
  return failed(bench, counted, { code: 'not-made', says, mayHaveChanged: true });
}

const unsettled = ({ id, resource, finding }: Plan, step: number, unread = 'it is still being changed'): Error =>
  new ShoalwatchError('cloud', `whether step ${step + 1} on ${resource.name} took effect is not known: ${unread}`, {
    cure: `shoalwatch fix ${finding} --apply --plan-id ${id} goes on`,
  });

/** Whether the provider is still at work on what a plan changes. */
export const isBusy = ({ types }: Pick<FixBench, 'types'>, { steps }: Plan, snapshots: readonly Snapshot[]): boolean =>
  steps.some(({ action: { subject } }) => {
    const it = subjectIn(snapshots, subject);
    const type = types.find(({ name }) => name === subject.type);
    return it !== undefined && (type?.busy?.(it.config) ?? type?.settling?.(it.config)) !== undefined;
  });
