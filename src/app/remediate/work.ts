import { standsAs, type Leg } from '#engine/plan/legs';
import type { Remediation, StoredRemediation, Work } from '#model';
import { lastSnapshots, type FixBench } from './desk.ts';
import { failed } from './fail.ts';
import { look } from './look.ts';
import { nameOf, subjectOf } from './sent-step.ts';
import { isBusy } from './settle.ts';

/**
 * How the work stands that the provider had begun for the step that was sent last. Undefined where it began none that is
 * known, where the provider knows of none, and where another action of the step was still to be sent after it.
 */
export async function workOf(bench: FixBench, remediation: Remediation, { actions }: Leg): Promise<Work | undefined> {
  const { approved, undo, writes } = remediation;
  const { begun } = writes.at(-1) ?? {};
  // A step that stood before it was sent has no write of its own.
  const action = begun?.of === nameOf(remediation) ? actions[begun.action] : undefined;
  if (!begun || !action) return undefined;
  const subject = subjectOf(action, await lastSnapshots(bench));
  const work = await bench.hand.workOf?.(begun.work, action, subject, undo?.by ?? approved?.by ?? '');
  return work?.is === 'done' && begun.action < actions.length - 1 ? undefined : work;
}

/**
 * The provider took a step and ended its work without success: the plan ends with what it says. Only what is read to stand as
 * before has not changed.
 */
export async function endedOtherwise(
  bench: FixBench,
  now: StoredRemediation,
  leg: Leg,
  { code, says }: { readonly code: string; readonly says: string },
): Promise<StoredRemediation> {
  const { plan } = now.remediation;
  const { unread, snapshots } = await look(bench, plan);
  const isAsBefore = unread === undefined && !isBusy(bench, plan, snapshots) && standsAs(leg, 'before', snapshots);
  return failed(bench, now, { code, says, ...(!isAsBefore && { mayHaveChanged: true as const }) });
}
