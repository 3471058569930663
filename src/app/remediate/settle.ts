import { legsOf, standsAs } from '#engine/legs';
import { subjectIn } from '#engine/plan-lines';
import type { Plan, Snapshot, StoredRemediation } from '#model';
import type { FixBench } from './desk.ts';
import { look } from './look.ts';
import { move } from './move.ts';

const pause = 5_000;
/** An hour: a control plane takes ten minutes, and much more on a bad day. */
const looks = 720;
/** Reads that may still show what was before, although the provider says that it has ended. */
export const lag = 6;

/** Waits until the provider is done with a step and its answer shows it; what it shows is judged afterwards. */
export async function settle(bench: FixBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { remediation } = now;
  const { plan, step } = remediation;
  // A step that waits is on the way there, whatever its state is called meanwhile.
  const leg = legsOf({ ...remediation, state: 'applying' })[step];
  let quiet = 0;
  for (let left = looks; left > 0 && quiet < lag; left -= 1) {
    const { snapshots, unread } = await look(bench, plan);
    if (unread === undefined && !isBusy(bench, plan, snapshots)) {
      if (!leg || standsAs(leg, 'after', snapshots)) break;
      quiet += 1;
    }
    await bench.clock.sleep(pause, bench.signal);
  }
  const isLast = step + 1 >= plan.steps.length;
  const patch = { step: isLast ? step : step + 1, sent: false, made: step + 1 };
  return move(bench, now, { ...patch, state: isLast ? 'verifying' : 'applying' }, `made step ${step + 1}`);
}

/** Whether the provider is still at work on what a plan changes. */
export const isBusy = ({ types }: Pick<FixBench, 'types'>, { steps }: Plan, snapshots: readonly Snapshot[]): boolean =>
  steps.some(({ action: { subject } }) => {
    const it = subjectIn(snapshots, subject);
    const type = types.find(({ name }) => name === subject.type);
    return it !== undefined && (type?.busy?.(it.config) ?? type?.settling?.(it.config)) !== undefined;
  });
