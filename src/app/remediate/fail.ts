import type { StoredRemediation } from '#model';
import { instantOf, type FixBench } from './desk.ts';
import { move } from './move.ts';

/** Why a step was not made. */
export interface Failure {
  readonly code: string;
  readonly says: string;
  /** Whether the step may have left something all the same. */
  readonly mayHaveChanged?: true;
}

/**
 * A step was not made. Where steps before it were, they are taken back; a way back that fails leaves a person with what
 * stands.
 */
export function failed(bench: FixBench, now: StoredRemediation, failure: Failure): Promise<StoredRemediation> {
  const { code, says, mayHaveChanged = false } = failure;
  const { state, made, step, plan } = now.remediation;
  // Why it is taken back is not forgotten where that fails.
  const first = state === 'rolling-back' ? now.remediation.why?.replace(/\.$/, '') : undefined;
  const about = { code, why: first === undefined ? says : `${first}; taking it back failed: ${says}` };
  const isBack = state === 'rolling-back' || state === 'undoing';
  if (!isBack && made > 0 && plan.irreversible === undefined) {
    // The way back begins with what may stand half made: what is under it may be what keeps people from being locked out.
    const taken = mayHaveChanged ? Math.max(made, step + 1) : made;
    return move(bench, now, { state: 'rolling-back', made: taken, step: 0, sent: false, ...about }, 'rolls back');
  }
  if (state === 'undoing' && now.remediation.step === 0 && !now.remediation.sent) {
    return move(bench, now, { state: 'done', ...about }, 'undo refused');
  }
  const left = isBack || made > 0 || mayHaveChanged ? ('partly-changed' as const) : ('unchanged' as const);
  return move(bench, now, { state: 'failed', left, finishedAt: instantOf(bench), ...about }, 'failed');
}
