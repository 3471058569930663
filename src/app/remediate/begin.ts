import { canonicalJson } from '#lib/canonical';
import { stopIn } from '#engine/guards/all';
import { isAbove } from '#engine/plan/level';
import { whyFull } from '#engine/plan/limits';
import { planFor } from '#engine/plan/plan';
import { subjectIn } from '#engine/plan/plan-lines';
import { clip, redactSecrets } from '#lib/text';
import type { Plan, Remediation, Snapshot, StoredRemediation } from '#model';
import { isExpired } from './approve.ts';
import { findingById, instantOf, type FixBench } from './desk.ts';
import { look, type Seen } from './look.ts';
import { move } from './move.ts';
import { propose, questionOf, wishAgain } from './propose.ts';
import { typeOf } from './typed.ts';

/** Why a plan must not begin; `again` where another plan may. */
interface Refusal {
  readonly code: string;
  readonly why: string;
  readonly again?: true;
}

/** Reads again, compares and asks the guards once more; then the plan begins, or it is refused and another one proposed. */
export async function begin(bench: FixBench, now: StoredRemediation): Promise<StoredRemediation> {
  const { remediation } = now;
  const { plan, stop } = remediation;
  const at = instantOf(bench);
  const ended = { finishedAt: at, left: 'unchanged' as const };
  if (stop) return move(bench, now, { state: 'stopped', why: `${stop.by} stopped it`, ...ended }, 'stopped');
  if (isExpired(remediation, at)) return move(bench, now, { state: 'expired', ...ended }, 'expired');
  const seen = await look(bench, plan);
  const refusal = (await whyRefused(bench, remediation, seen)) ?? (await whyNobody(bench, remediation));
  if (refusal) return refuse(bench, now, refusal, seen.snapshots);
  const unwell = unwellIn(bench, plan, seen.snapshots);
  const patch = { state: 'applying', step: 0, sent: false, startedAt: at } as const;
  const begun = await move(bench, now, { ...patch, ...(unwell !== undefined && { unwell }) }, 'begun');
  const full = await whyLate(bench, begun.remediation);
  return full === undefined ? begun : refuse(bench, begun, { code: 'limit', why: full }, seen.snapshots);
}

/** What has changed since it was planned: the state, the finding, the policy, or what the guards see. */
async function whyRefused(bench: FixBench, { plan, approved }: Remediation, seen: Seen): Promise<Refusal | undefined> {
  if (seen.unread !== undefined) return { code: 'unread', why: `it could not be read again: ${seen.unread}` };
  const { by = '' } = approved ?? {};
  const byPerson = by !== 'policy';
  const finding = { ...(await findingById(bench, plan.finding)) };
  const question = await questionOf(bench, finding, wishAgain(plan, byPerson), seen.snapshots);
  const others = question.remediations.filter((it) => it.plan.id !== plan.id);
  const again = planFor({ ...question, remediations: others });
  if ('cannot' in again) return { code: 'nothing-to-do', why: again.cannot };
  if (again.fingerprint !== plan.fingerprint || actionsOf(again) !== actionsOf(plan)) {
    return { code: 'changed', why: 'what it is bound to has changed since it was planned', again: true };
  }
  const stop = stopIn(again.checks);
  if (stop) return { code: stop.guard, why: stop.says };
  if (!isAbove(again.level, 'propose')) return { code: 'level', why: `the level is ${again.level} now: ${again.why}` };
  if (!byPerson && again.level !== 'auto')
    return { code: 'level', why: `a person has to approve it now: ${again.why}` };
  return undefined;
}

const actionsOf = ({ steps }: Plan): string => canonicalJson(steps.map(({ action }) => action));

/** Whoever approved may have lost the right to. */
async function whyNobody(bench: FixBench, { plan, approved }: Remediation): Promise<Refusal | undefined> {
  if (!approved) return { code: 'not-approved', why: 'nobody approved it' };
  if (approved.by === 'policy') return undefined;
  const why = await bench.whyNot(approved.by, plan, await bench.live(instantOf(bench)));
  return why === undefined ? undefined : { code: 'not-approved', why: `${approved.by} may not approve it: ${why}` };
}

/** Of two that took the last slot at once, the later one gives it back. */
async function whyLate(
  { memory, live, ...desk }: FixBench,
  { plan, startedAt = '' }: Remediation,
): Promise<string | undefined> {
  const { policy } = await live(instantOf(desk));
  const before = (await memory.remediations.all()).filter(
    (it) =>
      it.startedAt !== undefined && (it.startedAt < startedAt || (it.startedAt === startedAt && it.plan.id < plan.id)),
  );
  const { target } = plan.resource;
  return whyFull({ policy: policy.remediation, remediations: before, target, at: startedAt, plan: plan.id });
}

/** Ends a plan that changed nothing; where the state is another one, what it would take now is proposed. */
export async function refuse(
  bench: FixBench,
  now: StoredRemediation,
  { code, why, again }: Refusal,
  snapshots: readonly Snapshot[],
): Promise<StoredRemediation> {
  const { plan } = now.remediation;
  const next = again ? await proposedAgain(bench, plan, snapshots) : undefined;
  const patch = { state: 'refused', code, why, left: 'unchanged', finishedAt: instantOf(bench) } as const;
  return move(bench, now, { ...patch, ...(next !== undefined && { next }) }, 'refused');
}

async function proposedAgain(bench: FixBench, plan: Plan, snapshots: readonly Snapshot[]): Promise<string | undefined> {
  const wish = wishAgain(plan, true);
  const question = await questionOf(bench, await findingById(bench, plan.finding), wish, snapshots);
  if ('cannot' in planFor(question)) return undefined;
  return (await propose(bench, wish, snapshots)).remediation.plan.id;
}

/** What is wrong with what a plan changes. The words may be of whatever runs there: the store keeps so many of them. */
export function unwellIn(bench: FixBench, { steps }: Plan, snapshots: readonly Snapshot[]): string | undefined {
  for (const { action } of steps) {
    const it = subjectIn(snapshots, action.subject);
    const why = it && typeOf(bench, action).healthy?.(it);
    if (why !== undefined) return clip(redactSecrets(why), 500);
  }
  return undefined;
}
