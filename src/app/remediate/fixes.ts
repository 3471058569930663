import { planFor } from '#engine/plan/plan';
import { isUnderWay } from '#engine/plan/limits';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type Remediation } from '#model';
import type { Fixes, PlanAct } from '../acts/fixes.ts';
import { approve, reject, stopPlan } from './approve.ts';
import { findingById, remediationById, type FixBench, type FixDesk } from './desk.ts';
import { editPlan, valuesOfPlan } from './edit.ts';
import { look } from './look.ts';
import { propose, questionOf, wishAgain } from './propose.ts';
import { beginUndo } from './undo.ts';

/** Plans and fixes for people who press and type. `start` carries a plan out, or goes on with one, without being waited for. */
export const fixesOn = (bench: FixBench, start: (plan: string) => void): Fixes =>
  fixesBy(bench, {
    start(plan) {
      start(plan);
      return Promise.resolve();
    },
    async undo(plan, by) {
      const was = await remediationById(bench, plan);
      const { state, undo: asked } = was.remediation;
      if (asked?.by === by && state === 'undone') return `${plan} is undone.`;
      // It takes as long as the provider does: whoever else presses something does not wait for it.
      if (asked?.by !== by || !isUnderWay(was.remediation)) await beginUndo(bench, was, { plan, by });
      start(plan);
      return `You undo ${plan}: it begins now.`;
    },
    dryRun: async (plan) => dryRun(bench, (await remediationById(bench, plan)).remediation),
  });

/** What of a fix reaches a cloud, where somebody else does that. */
export interface Reaching {
  /** Carries a plan out, or goes on with one; it is not waited for. */
  start(plan: string): Promise<void>;
  undo(plan: string, by: string): Promise<string>;
  dryRun(plan: string): Promise<string>;
}

/** The same for a process that reaches no cloud. */
export function fixesBy(bench: FixDesk, reaching: Reaching): Fixes {
  const { start } = reaching;
  const acts: Readonly<Record<PlanAct, (plan: string, by: string) => Promise<string>>> = {
    async approve(plan, by) {
      const { remediation } = await remediationById(bench, plan);
      if (remediation.approved?.by !== by) await approve(bench, { plan, by });
      await start(plan);
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
    undo: (plan, by) => reaching.undo(plan, by),
    async retry(plan, by) {
      const { remediation } = await remediationById(bench, plan);
      if (remediation.state === 'approved' || isUnderWay(remediation)) {
        await start(plan);
        return `${plan} goes on.`;
      }
      const again = await propose(bench, { finding: remediation.plan.finding, by, byPerson: true });
      return `${again.remediation.plan.id} is proposed for how it stands now.`;
    },
    'dry-run': (plan) => reaching.dryRun(plan),
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
    values: (plan) => valuesOfPlan(bench, plan),
    edit: (plan, form, by) => editPlan(bench, { plan, form, by }),
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
export async function dryRun(bench: FixBench, { plan }: Remediation): Promise<string> {
  const seen = await look(bench, plan);
  if (seen.unread !== undefined) throw new ShoalwatchError('cloud', `it could not be read again: ${seen.unread}`);
  const finding = await findingById(bench, plan.finding);
  const question = await questionOf(bench, finding, wishAgain(plan, true), seen.snapshots);
  const others = question.remediations.filter((it) => it.plan.id !== plan.id);
  const now = planFor({ ...question, remediations: others });
  if ('cannot' in now) return `${plan.id} would do nothing now: ${now.cannot}`;
  if (now.fingerprint !== plan.fingerprint) return `${plan.id} would be refused: what it is bound to has changed.`;
  const stop = now.checks.find(({ result }) => result === 'stop');
  return stop ? `${plan.id} would be refused: ${stop.says}.` : `${plan.id} would be applied as it is shown.`;
}
