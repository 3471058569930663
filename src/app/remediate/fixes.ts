import { planFor } from '#engine/plan';
import { isUnderWay } from '#engine/limits';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type Remediation } from '#model';
import type { Fixes, PlanAct } from '../acts/fixes.ts';
import { approve, reject, stopPlan } from './approve.ts';
import { findingById, remediationById, type FixBench } from './desk.ts';
import { look } from './look.ts';
import { propose, questionOf } from './propose.ts';
import { undo } from './undo.ts';

/** Plans and fixes for people who press and type. `start` carries a plan out, or goes on with one, without being waited for. */
export function fixesOn(bench: FixBench, start: (plan: string) => void): Fixes {
  const acts: Readonly<Record<PlanAct, (plan: string, by: string) => Promise<string>>> = {
    async approve(plan, by) {
      const { remediation } = await remediationById(bench, plan);
      if (remediation.approved?.by !== by) await approve(bench, { plan, by });
      start(plan);
      return `You approved ${plan}: it begins now.`;
    },
    async reject(plan, by) {
      const { remediation } = await remediationById(bench, plan);
      if (remediation.rejected?.by !== by) await reject(bench, { plan, by });
      return `You rejected ${plan}: nothing is changed.`;
    },
    async cancel(plan, by) {
      const { remediation } = await remediationById(bench, plan);
      return remediation.state === 'approved' ? acts.stop(plan, by) : acts.reject(plan, by);
    },
    async stop(plan, by) {
      const { remediation } = await stopPlan(bench, { plan, by });
      return remediation.state === 'stopped' ? `${plan} is stopped.` : `${plan} stops before its next step.`;
    },
    async undo(plan, by) {
      const undone = await undo(bench, { plan, by });
      return `${plan} is ${undone.state}${undone.why === undefined ? '' : `: ${undone.why}`}.`;
    },
    async retry(plan, by) {
      const { remediation } = await remediationById(bench, plan);
      if (remediation.state === 'approved' || isUnderWay(remediation)) {
        start(plan);
        return `${plan} goes on.`;
      }
      const again = await propose(bench, { finding: remediation.plan.finding, by, byPerson: true });
      return `${again.remediation.plan.id} is proposed for how it stands now.`;
    },
    async 'dry-run'(plan) {
      const { remediation } = await remediationById(bench, plan);
      return dryRun(bench, remediation);
    },
  };
  return {
    async about(plan) {
      const found = await bench.memory.remediations.get(plan);
      if (!found) return undefined;
      const { impact, resource, proposedBy } = found.remediation.plan;
      return { impact, target: resource.target, proposedBy };
    },
    async propose(finding, by) {
      const { remediation } = await propose(bench, { finding, by, byPerson: true });
      const { id, expires, steps } = remediation.plan;
      const what = steps.map(({ action }) => `${action.action} on ${action.subject.name}`).join(', ');
      return `${id} is proposed: ${what}. It can be approved until ${formatTime(expires)}.`;
    },
    act: (what, plan, by) => acts[what](plan, by),
    async show(plan) {
      const { remediation } = await remediationById(bench, plan);
      const entries = await bench.memory.remediations.history(plan);
      const lines = entries.map(({ at, act, by }) => `${formatTime(at)}  ${act} by ${by}`);
      return [remediation.plan.effect.says, ...lines].join('\n');
    },
  };
}

/** What the plan would come to now: what it is about is read again, and nothing is sent. */
async function dryRun(bench: FixBench, { plan }: Remediation): Promise<string> {
  const seen = await look(bench, plan);
  if (seen.unread !== undefined) throw new ShoalwatchError('cloud', `it could not be read again: ${seen.unread}`);
  const finding = await findingById(bench, plan.finding);
  const wish = { by: plan.proposedBy, byPerson: true, ...(plan.despite !== undefined && { despite: plan.despite }) };
  const question = await questionOf(bench, finding, wish, seen.snapshots);
  const others = question.remediations.filter((it) => it.plan.id !== plan.id);
  const now = planFor({ ...question, remediations: others });
  if ('cannot' in now) return `${plan.id} would do nothing now: ${now.cannot}`;
  if (now.fingerprint !== plan.fingerprint) return `${plan.id} would be refused: what it is bound to has changed.`;
  const stop = now.checks.find(({ result }) => result === 'stop');
  return stop ? `${plan.id} would be refused: ${stop.says}.` : `${plan.id} would be applied as it is shown.`;
}
