import { isAbove } from '#engine/plan/level';
import { planFor, type PlanQuestion } from '#engine/plan/plan';
import { subjectIn } from '#engine/plan/plan-lines';
import { ShoalwatchError } from '#model';
import type { CannotPlan, Finding, Plan, Remediation, Snapshot, StoredRemediation } from '#model';
import { findingById, instantOf, keepStep, lastSnapshots, type FixDesk } from './desk.ts';

/** What somebody wants fixed. */
export interface Wish {
  readonly finding: string;
  readonly by: string;
  /** Whether it is a person who asks, and no rule of the policy. */
  readonly byPerson: boolean;
  readonly despite?: string;
  /** Values that a person set for this plan alone, by the parameters of its rule. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Addresses that may be cut off: a person named them. */
  readonly cutsOff?: readonly string[];
}

/** The wish that a plan was made for, to ask once more. */
export const wishAgain = ({ finding, proposedBy: by, despite, cutsOff, values }: Plan, byPerson: boolean): Wish => ({
  ...{ finding, by, byPerson },
  ...(despite !== undefined && { despite }),
  ...(cutsOff !== undefined && { cutsOff }),
  ...(values !== undefined && { values }),
});

/** What is needed to plan: asked once for a plan, and once more before each write. */
export async function questionOf(
  desk: FixDesk,
  finding: Finding,
  { by, byPerson, despite, cutsOff, values }: Omit<Wish, 'finding'>,
  snapshots: readonly Snapshot[],
): Promise<PlanQuestion> {
  const at = instantOf(desk);
  const { rules, policy } = await desk.live(at);
  const pause = await desk.memory.pause.get();
  const { reach, own, enabled } = desk;
  return withCallers(desk, {
    ...{ finding, snapshots, rules, policy, at, enabled, by, byPerson, reach },
    remediations: await desk.memory.remediations.all(),
    ...(pause?.paused && { paused: pause }),
    ...(own && { own }),
    ...(despite !== undefined && { despite }),
    ...(cutsOff !== undefined && { cutsOff }),
    ...(values !== undefined && { values }),
  });
}

/** An audit log is asked for a cluster only where the plan would narrow who may call its API: that costs time and money. */
async function withCallers({ callers, reach }: FixDesk, question: PlanQuestion): Promise<PlanQuestion> {
  const { finding, snapshots, by } = question;
  if (!callers || !reach.some(({ of }) => of.name === finding.resource.type)) return question;
  const cluster = subjectIn(snapshots, finding.resource);
  const bare = cluster && planFor(question);
  if (!bare || 'cannot' in bare || !bare.checks.some(({ guard }) => guard === 'endpoint')) return question;
  const read = await callers(cluster, by);
  return read ? { ...question, callers: { [cluster.id]: read } } : question;
}

/** Plans a fix on what is stored, without keeping it. */
export async function planOf(desk: FixDesk, wish: Wish, stood?: readonly Snapshot[]): Promise<Plan | CannotPlan> {
  const finding = await findingById(desk, wish.finding);
  return planFor(await questionOf(desk, finding, wish, stood ?? (await lastSnapshots(desk))));
}

/**
 * Plans a fix and keeps it as proposed. The same state, planned again while it waits, is the plan that waits. Throws where
 * nothing can be planned, or policy wants no plans.
 */
export async function propose(desk: FixDesk, wish: Wish, stood?: readonly Snapshot[]): Promise<StoredRemediation> {
  const plan = await planOf(desk, wish, stood);
  if ('cannot' in plan) throw notPlanned(wish.finding, plan);
  if (!isAbove(plan.level, 'observe')) {
    throw new ShoalwatchError('usage', `the level of ${plan.rule} is observe: nothing is proposed (${plan.why})`, {
      cure: 'raise it under remediation.levels',
    });
  }
  const waiting = await sameWaiting(desk, plan);
  if (waiting) return waiting;
  return keepStep(desk, undefined, newRemediation(plan), { act: 'proposed', by: wish.by });
}

export const newRemediation = (plan: Plan): Remediation => ({
  ...{ plan, state: 'proposed', step: 0, sent: false, made: 0, requests: [], writes: [] },
});

/** A plan of the same person for the same state, by the same policy, that waits and says the same. */
async function sameWaiting({ memory }: FixDesk, plan: Plan): Promise<StoredRemediation | undefined> {
  const same = (await memory.remediations.all()).find(
    ({ state, plan: its }) =>
      ['proposed', 'approved'].includes(state) &&
      its.finding === plan.finding &&
      its.fingerprint === plan.fingerprint &&
      its.policyVersion === plan.policyVersion &&
      its.proposedBy === plan.proposedBy &&
      its.level === plan.level &&
      its.expires > plan.proposedAt &&
      saysOf(its) === saysOf(plan),
  );
  return same && memory.remediations.get(same.plan.id);
}

const saysOf = ({ checks, steps, despite, cutsOff }: Plan): string => JSON.stringify([checks, steps, despite, cutsOff]);

const notPlanned = (finding: string, { cannot }: CannotPlan): ShoalwatchError =>
  new ShoalwatchError('input', `no fix of ${finding} can be planned: ${cannot}`, {
    cure: `shoalwatch show ${finding}`,
  });
