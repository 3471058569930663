import { remediationById, type FixDesk } from '#app/remediate/desk';
import { propose } from '#app/remediate/propose';
import { isUnderWay } from '#engine/plan/limits';
import { ShoalwatchError, type Memory, type Remediation } from '#model';
import { wishOf, type FixOptions } from './options.ts';

/** The plan that is meant where one is to be applied: the one that is named, the one that waits or goes on, or a new one. */
export async function planToApply(
  desk: FixDesk,
  finding: string,
  by: string,
  options: FixOptions,
): Promise<Remediation> {
  const id =
    options.planId ??
    (await waitingFor(desk, finding)) ??
    (await propose(desk, wishOf(finding, by, options))).remediation.plan.id;
  const { remediation } = await remediationById(desk, id);
  if (remediation.plan.finding === finding) return remediation;
  throw new ShoalwatchError('usage', `${id} is a plan for ${remediation.plan.finding}, and not for ${finding}`);
}

/** The fix that is meant where one is to be undone: the one that is named, or the last one of the finding. */
export async function planToUndo(memory: Memory, finding: string, { planId }: FixOptions): Promise<string> {
  const own = (await memory.remediations.all()).filter(({ plan }) => plan.finding === finding);
  const last = own
    .filter(({ state }) => state === 'done' || state === 'undoing')
    .sort((a, b) => ((a.finishedAt ?? '') < (b.finishedAt ?? '') ? 1 : -1))[0];
  const id = planId ?? last?.plan.id;
  if (id !== undefined) return id;
  throw new ShoalwatchError('usage', `no fix of ${finding} was applied: there is nothing to undo`);
}

/** The plan of a finding that goes on, or waits to. */
async function waitingFor({ memory }: FixDesk, finding: string): Promise<string | undefined> {
  const own = (await memory.remediations.all()).filter(({ plan }) => plan.finding === finding);
  return own.find((it) => isUnderWay(it) || it.state === 'approved')?.plan.id;
}
