import { isUnderWay } from '#engine/plan/limits';
import { ShoalwatchError, type RemediationState } from '#model';
import { carryStep, type Waited } from '../remediate/carry-step.ts';
import { remediationById, type FixBench } from '../remediate/desk.ts';
import { dryRun } from '../remediate/fixes.ts';
import { start } from '../remediate/pace.ts';
import { beginUndo } from '../remediate/undo.ts';
import type { FixOrder } from './fix-order.ts';

/** What one call of the fix function came to, in the shape that the state machine chooses by. */
export interface FixCame {
  readonly is: 'again' | 'ended' | 'refused';
  /** Until the next call; 0 where it may follow at once. */
  readonly seconds: number;
  readonly waited: Waited;
  /** Where the plan stands. */
  readonly state: RemediationState;
  /** Why it was refused, or what a dry run came to. */
  readonly says: string;
}

/** What the first call of an execution is told. */
export const notWaited: Waited = { place: '', turn: start, calls: 0 };

/** Makes one step of what was ordered. It may be made again, as often as one likes. */
export async function fixStep(bench: FixBench, order: FixOrder, waited: Waited): Promise<FixCame> {
  const { remediation } = await remediationById(bench, order.plan);
  const ended = { is: 'ended', seconds: 0, waited, state: remediation.state, says: '' } as const;
  try {
    if (order.do === 'dry-run') return { ...ended, says: await dryRun(bench, remediation) };
    if (order.do === 'undo' && waited.place === '') await undoBegun(bench, order);
    if (remediation.state === 'proposed') return { ...ended, is: 'refused', says: `${order.plan} is not approved` };
  } catch (error) {
    // A dry run changes nothing: what cannot be read is its answer, and no execution fails for it.
    const answers = order.do === 'dry-run' ? ['usage', 'cloud'] : ['usage'];
    if (!(error instanceof ShoalwatchError) || !answers.includes(error.code)) throw error;
    return { ...ended, is: 'refused', says: error.message };
  }
  const came = await carryStep(bench, order.plan, waited);
  if (came.is === 'ended') {
    const { state, why = '' } = came.remediation;
    // An undo that was refused on its way leaves the fix as it was.
    return { ...ended, state, says: why, ...(order.do === 'undo' && state === 'done' && { is: 'refused' as const }) };
  }
  return { is: 'again', seconds: came.seconds, waited: came.waited, state: came.remediation.state, says: '' };
}

/** Whoever is called again finds it begun. */
async function undoBegun(bench: FixBench, { plan, by = '', why }: FixOrder): Promise<void> {
  const was = await remediationById(bench, plan);
  if (was.remediation.undo !== undefined && isUnderWay(was.remediation)) return;
  await beginUndo(bench, was, { plan, by, ...(why !== undefined && { why }) });
}
