import { canonicalJson } from '#lib/canonical';
import { sha256, shortHash } from '#lib/hash';
import { parseInstant } from '#lib/time';
import { cannotPlan } from '#model';
import type { CannotPlan, Impact, Plan, PlanStep, Resource, Snapshot, TypedAction } from '#model';
import { fail } from '#rule';
import type { AnyRule } from '../any-rule.ts';
import { effectOf } from './effect.ts';
import { evaluate } from '../evaluate.ts';
import { fingerprintOf } from './fingerprint.ts';
import { checksOf } from '../guards/all.ts';
import type { Guarded } from '../guards/check.ts';
import { levelOf } from './level.ts';
import { lookerOf } from '../look.ts';
import { watched, withValues } from './plan-values.ts';
import { linesOf, subjectIn } from './plan-lines.ts';
import { settingsOf } from '../settings.ts';
import { simulate, stepsOf } from './simulate.ts';
import { setbacksOf } from './track.ts';
import { undoOf } from './undo.ts';
import { worldOf } from '../world.ts';

/** What a plan is made from: what stands, by which rules, and what its guards have to know. */
export interface PlanQuestion extends Pick<
  Guarded,
  | 'finding'
  | 'policy'
  | 'at'
  | 'remediations'
  | 'paused'
  | 'reach'
  | 'callers'
  | 'cutsOff'
  | 'own'
  | 'despite'
  | 'byPerson'
> {
  readonly snapshots: readonly Snapshot[];
  readonly rules: readonly AnyRule[];
  /** Whether the deployment may change anything at all. */
  readonly enabled: boolean;
  readonly by: string;
  /** Values that a person set for this plan alone, by the parameters of its rule. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Hears which parameters the plan is made from. */
  readonly read?: (name: string) => void;
}

/** Minutes for which a plan can be approved where policy says nothing. */
const usualTtl = 240;

/** A plan is kept as one item of the store. */
const largest = 40_000;

/** How a finding would be put right, or why that cannot be planned. Nothing is read and nothing is changed. */
export function planFor(question: PlanQuestion): Plan | CannotPlan {
  const { finding, snapshots, rules, policy, at, by } = question;
  const rule = rules.find(({ id }) => id === finding.rule);
  if (!rule) return cannotPlan(`nobody knows the rule ${finding.rule} any more`);
  const { remediation } = rule;
  if (!remediation) return cannotPlan(`${rule.id} has no fix that an API can make. ${rule.fix}`);
  const steps = stepsFor(question, rule);
  if ('cannot' in steps) return steps;
  const back = undoOf(snapshots, steps);
  const reversible = remediation.reversible && !('cannot' in back);
  const after = simulate(snapshots, steps);
  const effect = effectOf({ ...question, after, steps, impact: remediation.impact });
  const environment = snapshots.find(({ target }) => target.id === finding.resource.target)?.target.environment;
  const setbacks = setbacksOf(question.remediations, { rule: rule.id, environment, at });
  const said = { rule: rule.id, environment, impact: remediation.impact, reversible, setbacks };
  const level = levelOf({ ...said, policy: policy.remediation, enabled: question.enabled });
  const state = fingerprintOf(snapshots, steps);
  // Whoever approves a plan with other values approves these.
  const { values } = question;
  const fingerprint = values === undefined ? state : sha256(canonicalJson([state, values])).slice(0, state.length);
  const past = [question.despite, question.cutsOff].filter((it) => it !== undefined);
  const of = [finding.id, fingerprint, policy.version, by, at, ...past];
  const minutes = policy.remediation?.approvals?.ttlMinutes ?? usualTtl;
  const { resource, key, severity } = finding;
  const plan: Plan = {
    ...{ id: `p-${shortHash(canonicalJson(of), 10)}`, finding: finding.id, rule: rule.id, severity, resource },
    ...(key !== undefined && { key }),
    ...(environment !== undefined && { environment }),
    ...{ policyVersion: policy.version, steps: planSteps(snapshots, steps, !('cannot' in back)), effect },
    ...('cannot' in back && { irreversible: back.cannot }),
    ...{ impact: remediation.impact, reversible, ...level, fingerprint },
    checks: checksOf(guardedOf(question, { snapshots, after, steps, impact: remediation.impact, opens: effect.opens })),
    ...{ proposedBy: by, proposedAt: at },
    expires: new Date((parseInstant(at) ?? 0) + minutes * 60_000).toISOString(),
    ...(question.despite !== undefined && { despite: question.despite }),
    ...(values !== undefined && { values }),
    ...(question.cutsOff !== undefined && { cutsOff: question.cutsOff }),
  };
  if (canonicalJson(plan).length > largest) return cannotPlan(`the plan is too large to be kept: ${rule.fix}`);
  return plan;
}

/** The steps that the rule plans for its finding, as it is judged on what stands. */
export function stepsFor(
  {
    finding,
    snapshots,
    policy,
    at,
    values,
    read,
  }: Pick<PlanQuestion, 'finding' | 'snapshots' | 'policy' | 'at' | 'values' | 'read'>,
  rule: AnyRule,
): readonly TypedAction[] | CannotPlan {
  const { id, type, target } = finding.resource;
  const it = subjectIn(snapshots, { id, type, target });
  if (!it) return cannotPlan(`${finding.resource.name} was not there when ${target} was last read`);
  const world = worldOf(snapshots);
  const place = world.places.get(target);
  const [set] = settingsOf([rule], policy, at);
  if (!place || !set) return cannotPlan(`the policy has switched ${rule.id} off`);
  const judged = evaluate({ world, rules: [rule], policy, at }).find(
    (one) => one.resource.id === id && one.resource.target === target && one.key === finding.key,
  );
  if (judged?.verdict === 'unknown') return cannotPlan(`whether it still fails is not known: ${judged.message ?? ''}`);
  if (judged?.verdict !== 'fail') return cannotPlan('it does not fail any more: there is nothing to do');
  const looker = lookerOf(world);
  looker.from(place);
  const { message = '', evidence = [], key, severity: grade } = judged;
  const valued = withValues(rule, set.params, values);
  if ('cannot' in valued) return valued;
  const context = { ...looker.look, params: read ? watched(valued.params, read) : valued.params, at };
  const planned = rule.remediation?.plan(it, context, fail(message, evidence, { key, grade })) ?? [];
  if ('cannot' in planned) return planned;
  return planned.length > 0 ? stepsOf(rule, planned) : cannotPlan(`${rule.id} plans nothing for it. ${rule.fix}`);
}

function planSteps(
  snapshots: readonly Snapshot[],
  steps: readonly TypedAction[],
  isUndoable: boolean,
): readonly PlanStep[] {
  let set = snapshots;
  return steps.map((step) => {
    const before = set;
    set = simulate(set, [step]);
    const back = isUndoable ? undoOf(before, [step]) : [];
    const undo = 'cannot' in back ? [] : back.map(({ action }) => action);
    return { action: step.action, kind: step.type.kind, lines: linesOf(before, set, step), undo };
  });
}

/** What the guards look at. */
export function guardedOf(
  given: Omit<PlanQuestion, 'snapshots' | 'rules' | 'enabled' | 'by'>,
  {
    snapshots,
    after,
    steps,
    impact,
    opens,
    plan,
  }: {
    readonly snapshots: readonly Snapshot[];
    readonly after: readonly Snapshot[];
    readonly steps: readonly TypedAction[];
    readonly impact: Impact;
    readonly opens: Guarded['opens'];
    readonly plan?: string;
  },
): Guarded {
  const subjects = new Map<string, Resource>();
  for (const { action } of steps) {
    const it = subjectIn(snapshots, action.subject);
    if (it) subjects.set(`${it.target} ${it.id}`, it);
  }
  return {
    ...given,
    ...{ steps, impact, opens, subjects: [...subjects.values()] },
    ...{ before: worldOf(snapshots), after: worldOf(after) },
    ...(plan !== undefined && { plan }),
  };
}
