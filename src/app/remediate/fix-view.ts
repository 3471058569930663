import { approversOf } from '#engine/people/access';
import { isUnderWay } from '#engine/plan/limits';
import { clusterOf } from '#engine/waivers/waiver-scope';
import type { Access, Instant, Plan, PlanLine, Remediation } from '#model';
import type { Act, FixLine, FixState, FixView, Named, RuleInView, TargetInView, ViewBase } from '#notify/views';
import { personOf } from '../alert/cards/person.ts';
import { shown } from '../alert/cards/shown.ts';
import { isExpired } from './approve.ts';

/** What the message of a plan is made of. */
export interface FixFacts extends Pick<ViewBase, 'render' | 'style'> {
  readonly remediation: Remediation;
  /** When it is looked at: what its time is over for has no button, whoever has marked it or not. */
  readonly at: Instant;
  readonly group: string;
  readonly rule: RuleInView;
  /** What the finding says. */
  readonly wrong?: string | undefined;
  readonly target: TargetInView;
  /** The cluster as people call it. */
  readonly cluster?: Named | undefined;
  readonly access: Access;
}

/** The view of a plan, from proposed to undone. Pure: the same facts give the same view. */
export function fixView({
  remediation,
  at,
  group,
  rule,
  wrong,
  target,
  cluster,
  access,
  render,
  style,
}: FixFacts): FixView {
  const it = atTime(remediation, at);
  const { plan } = it;
  const state = stateOf(it);
  return {
    ...{ is: 'fix', id: plan.id, render, style, group, rule, wrong, target, state },
    may: style.buttons ? actsOn(it) : [],
    severity: plan.severity,
    cluster: cluster ?? (clusterOf(plan.resource) === undefined ? undefined : { name: plan.resource.name }),
    does: doesOf(plan),
    effect: plan.effect.says,
    lines: plan.steps.flatMap(({ lines }) => lines.map((line) => lineOf(line, it))),
    ...{ impact: plan.impact, reversible: plan.reversible, irreversible: plan.irreversible },
    ...{ level: plan.level, levelWhy: plan.why },
    checks: plan.checks.map(({ result, says }) => ({
      says,
      result: result === 'ok' ? 'pass' : result === 'stop' ? 'fail' : 'warn',
    })),
    ...{ proposedBy: personOf(plan.proposedBy), proposedAt: plan.proposedAt },
    approval: state === 'proposed' ? approvalOf(plan, access) : undefined,
    approvedBy: it.approved && personOf(it.approved.by),
    rejected: it.rejected && { by: personOf(it.rejected.by), why: it.rejected.why },
    ...{ expires: plan.expires, fingerprint: plan.fingerprint.slice(0, 8) },
    step: isUnderWay(it) || state === 'failed' || state === 'partly-changed' ? stepOf(it) : undefined,
    finishedAt: it.finishedAt,
    undoUntil: it.state === 'done' ? it.undoUntil : undefined,
    undone: it.state === 'undone' && it.undo ? { by: personOf(it.undo.by), at: it.undo.at } : undefined,
    error:
      it.why !== undefined && (state !== 'succeeded' || it.undo)
        ? { code: it.code ?? it.state, says: it.why }
        : undefined,
    leftAs: state === 'partly-changed' ? leftAs(it) : undefined,
    next: nextOf(it),
    stillOpen: it.stillOpen === true ? true : undefined,
    unsure: it.unsure,
  };
}

/** A plan as the clock has it: nobody may have marked yet that its time is over. */
function atTime(it: Remediation, at: Instant): Remediation {
  if (isExpired(it, at)) return { ...it, state: 'expired' };
  const { undoUntil, ...rest } = it;
  return undoUntil !== undefined && Date.parse(undoUntil) <= Date.parse(at) ? rest : it;
}

function stateOf({ state, left, code }: Remediation): FixState {
  switch (state) {
    case 'proposed':
    case 'rejected':
    case 'expired':
    case 'rolled-back':
    case 'undone':
      return state;
    case 'done':
      return 'succeeded';
    case 'refused':
      return code === 'changed' ? 'stale' : 'failed';
    case 'failed':
      return left === 'unchanged' ? 'failed' : 'partly-changed';
    case 'stopped':
      return left === 'partly-changed' ? 'partly-changed' : 'stopped';
    case 'approved':
    case 'applying':
    case 'waiting':
    case 'verifying':
    case 'rolling-back':
    case 'undoing':
      return 'running';
  }
}

/** What may be pressed now. Whether this person may, is asked when it is pressed. */
function actsOn({ state, plan, stop, undoUntil }: Remediation): readonly Act[] {
  const isStopped = plan.checks.some(({ result }) => result === 'stop');
  switch (state) {
    case 'proposed':
      return [
        ...(isStopped || plan.level === 'propose' ? [] : (['approve'] as const)),
        'reject',
        'edit-fix',
        'cancel',
        'dry-run',
        'show-plan',
      ];
    case 'approved':
    case 'applying':
    case 'waiting':
      return stop ? ['show-plan'] : ['stop', 'show-plan'];
    case 'verifying':
    case 'rolling-back':
    case 'undoing':
      return ['show-plan'];
    case 'done':
      return [...(undoUntil === undefined ? [] : (['undo'] as const)), 'show-plan', 'history'];
    case 'failed':
    case 'refused':
    case 'rolled-back':
    case 'stopped':
    case 'expired':
      return ['retry', 'show-plan', 'history'];
    case 'rejected':
    case 'undone':
      return ['show-plan', 'history'];
  }
}

/** What a plan does, as a short phrase. */
export const doesOf = ({ steps, resource }: Plan): string => {
  const names = [...new Set(steps.map(({ action }) => action.action.replace(/^[^.]+\./, '').replaceAll('-', ' ')))];
  return `${names.join(', then ')} of ${resource.name}`;
};

function lineOf({ resource, path, before, after }: PlanLine, { plan, state, readBack = [] }: Remediation): FixLine {
  const where = resource.id === plan.resource.id ? '' : `${resource.name} `;
  const of = (value: unknown): string => (value !== undefined && path === '' ? 'there' : shown(value));
  const read = readBack.find((it) => it.resource.id === resource.id && it.path === path);
  return {
    ...{ what: `${where}${path === '' ? 'the whole' : path}`, before: of(before), after: of(after) },
    readBack: state === 'done' && read ? of(read.after) : undefined,
  };
}

function approvalOf({ impact, resource }: Plan, access: Access): FixView['approval'] {
  const by = approversOf(access, { impact, target: resource.target });
  if (by === undefined) return { nobody: 'Nobody may approve this yet: ask an admin to set access.approvers.' };
  return { by, notTheProposer: impact === 'disruptive', given: 0, needed: 1 };
}

const stepOf = ({ state, step, plan }: Remediation): NonNullable<FixView['step']> => {
  const of = plan.steps.length;
  const at = Math.min(step + 1, of);
  return { at, of, name: state === 'applying' ? (plan.steps[step]?.action.action ?? state) : state };
};

/** Which steps stand, and which do not. */
const leftAs = ({ made, plan }: Remediation): readonly string[] =>
  plan.steps.map(
    ({ action }, i) => `${action.action} on ${action.subject.name}: ${i < made ? 'was made' : 'was not made'}`,
  );

function nextOf({ state, next, lost = [], left }: Remediation): string | undefined {
  const [first] = lost;
  if (first) return `It replaced a change of ${first.actor} (${first.call}): ask whether it is still wanted.`;
  if (next !== undefined) return `${next} is the plan for how it stands now.`;
  return state === 'failed' && left !== 'unchanged' ? 'A person has to look at what is left.' : undefined;
}
