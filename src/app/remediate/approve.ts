import { isAbove } from '#engine/plan/level';
import { stopIn } from '#engine/guards/all';
import { passing } from '#engine/guards/check';
import { isUnderWay } from '#engine/plan/limits';
import { parseInstant } from '#lib/time';
import { ShoalwatchError } from '#model';
import type { Remediation, StoredRemediation } from '#model';
import { instantOf, keepStep, remediationById, type FixDesk } from './desk.ts';

/** Somebody's word on a plan; `fingerprint` is of the plan that he saw. */
export interface Word {
  readonly plan: string;
  readonly by: string;
  readonly why?: string;
  readonly fingerprint?: string;
}

/** Approves a plan, once. Everything that cannot be made sure of refuses. */
export async function approve(desk: FixDesk, word: Word): Promise<StoredRemediation> {
  const was = await decidable(desk, word);
  const { remediation } = was;
  const { plan } = remediation;
  if (remediation.approved) throw refusal(`${plan.id} was approved by ${remediation.approved.by} already`);
  if (word.fingerprint !== undefined && !plan.fingerprint.startsWith(word.fingerprint)) {
    throw refusal(`${plan.id} is bound to another state than the one that was shown`);
  }
  if (!isAbove(plan.level, 'propose')) {
    throw refusal(`the level of ${plan.rule} is ${plan.level}: nothing is applied (${plan.why})`, raising(plan.why));
  }
  // What may be over by then is asked again when it is applied.
  const stop = stopIn(plan.checks.filter(({ guard }) => !passing.has(guard)));
  if (stop) throw refusal(`${plan.id} cannot be applied: ${stop.says}`);
  const at = instantOf(desk);
  const why = await desk.whyNot(word.by, plan, await desk.live(at));
  if (why !== undefined) throw refusal(`${word.by} may not approve ${plan.id}: ${why}`);
  const approved = { by: word.by, at, ...(word.why !== undefined && { why: word.why }) };
  return keepStep(desk, was, { ...remediation, state: 'approved', approved }, { act: 'approved', by: word.by });
}

/** Approves a plan in the name of the policy, where its level is `auto`. */
export async function approveByPolicy(desk: FixDesk, id: string): Promise<StoredRemediation> {
  const by = 'policy';
  const was = await decidable(desk, { plan: id, by });
  const { plan, approved: given } = was.remediation;
  // It waits to begin: nobody's word is written over.
  if (given) return was;
  const stop = stopIn(plan.checks);
  if (plan.level !== 'auto' || stop) throw refusal(stop?.says ?? `the level of ${plan.rule} is ${plan.level}`);
  const approved = { by, at: instantOf(desk), why: plan.why };
  return keepStep(desk, was, { ...was.remediation, state: 'approved', approved }, { act: 'approved', by });
}

/** Turns a plan down; this needs the same right as to approve it, but it may be one's own. */
export async function reject(desk: FixDesk, word: Word): Promise<StoredRemediation> {
  const was = await decidable(desk, word);
  const { plan } = was.remediation;
  const at = instantOf(desk);
  const why = word.by === plan.proposedBy ? undefined : await desk.whyNot(word.by, plan, await desk.live(at));
  if (why !== undefined) throw refusal(`${word.by} may not reject ${plan.id}: ${why}`);
  const rejected = { by: word.by, at, ...(word.why !== undefined && { why: word.why }) };
  const next: Remediation = { ...was.remediation, state: 'rejected', rejected, finishedAt: at };
  return keepStep(desk, was, next, { act: 'rejected', by: word.by });
}

/** Asks that a plan ends before its next step; one that has not begun ends at once. */
export async function stopPlan(desk: FixDesk, word: Word): Promise<StoredRemediation> {
  const was = await remediationById(desk, word.plan);
  const { remediation } = was;
  const at = instantOf(desk);
  if (remediation.stop) return was;
  if (remediation.state !== 'approved' && !isUnderWay(remediation)) {
    throw refusal(`${word.plan} is ${remediation.state}: there is nothing to stop`);
  }
  const stop = { by: word.by, at, ...(word.why !== undefined && { why: word.why }) };
  const next: Remediation =
    remediation.state === 'approved'
      ? { ...remediation, state: 'stopped', stop, finishedAt: at, left: 'unchanged' }
      : { ...remediation, stop };
  return keepStep(desk, was, next, { act: 'stopped', by: word.by });
}

/** A plan that waits for a word. One whose time has passed is marked so. */
async function decidable(desk: FixDesk, word: Word): Promise<StoredRemediation> {
  const was = await remediationById(desk, word.plan);
  const { remediation } = was;
  if (isExpired(remediation, instantOf(desk))) {
    await expire(desk, was);
    throw refusal(`${word.plan} has expired`, `shoalwatch fix ${remediation.plan.finding} --plan makes a new one`);
  }
  if (remediation.state === 'proposed' || remediation.state === 'approved') return was;
  throw refusal(`${word.plan} is ${remediation.state}`, `shoalwatch fix ${remediation.plan.finding} --plan`);
}

/** Whether its time to be approved, or to begin, has passed. A time that cannot be read has. */
export const isExpired = ({ state, plan }: Remediation, at: string): boolean =>
  (state === 'proposed' || state === 'approved') &&
  !((parseInstant(at) ?? Infinity) < (parseInstant(plan.expires) ?? -Infinity));

/** Marks a plan as expired. */
export const expire = (desk: FixDesk, was: StoredRemediation): Promise<StoredRemediation> =>
  keepStep(
    desk,
    was,
    { ...was.remediation, state: 'expired', finishedAt: instantOf(desk), left: 'unchanged' },
    { act: 'expired', by: 'shoalwatch' },
  );

const raising = (why: string): string =>
  why.includes('not enabled')
    ? 'set remediation.enabled: true in shoalwatch.yaml, and a level under remediation.levels'
    : 'set level: approve for it under remediation.levels';

const refusal = (message: string, cure?: string): ShoalwatchError =>
  new ShoalwatchError('usage', message, cure === undefined ? {} : { cure });
