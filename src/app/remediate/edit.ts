import { planFor } from '#engine/plan/plan';
import { editable, valuesFrom } from '#engine/plan/plan-values';
import type { PlanValue } from '#engine/plan/plan-value-name';
import { settingsOf } from '#engine/settings';
import { formatTime } from '#lib/time';
import { ShoalwatchError } from '#model';
import { reject } from './approve.ts';
import { findingById, instantOf, lastSnapshots, remediationById, type FixDesk } from './desk.ts';
import { propose, questionOf, wishAgain } from './propose.ts';

/** The values of a plan that a person may change: those of the rule's parameters that the plan is made from. */
export async function valuesOfPlan(desk: FixDesk, id: string): Promise<readonly PlanValue[]> {
  const { remediation } = await remediationById(desk, id);
  const { plan, state } = remediation;
  if (state !== 'proposed') throw refusal(`${id} is ${state}: its values cannot be changed any more`);
  const at = instantOf(desk);
  const { rules, policy } = await desk.live(at);
  const rule = rules.find((it) => it.id === plan.rule);
  const [set] = rule ? settingsOf([rule], policy, at) : [];
  if (!rule || !set) throw refusal(`the policy has switched ${plan.rule} off`);
  const read = new Set<string>();
  const finding = await findingById(desk, plan.finding);
  const question = await questionOf(desk, finding, wishAgain(plan, true), await lastSnapshots(desk));
  const again = planFor({ ...question, read: (name) => void read.add(name) });
  if ('cannot' in again) throw refusal(`${id} cannot be planned any more: ${again.cannot}`);
  return editable(rule, read, { ...set.params, ...plan.values });
}

/** What somebody wrote over the values of a plan. */
export interface Edited {
  readonly plan: string;
  readonly form: Readonly<Record<string, string>>;
  readonly by: string;
}

/** Makes another plan of a plan that waits, with other values. It is bound to them, and every guard is asked anew. */
export async function editPlan(desk: FixDesk, { plan: id, form, by }: Edited): Promise<string> {
  const { remediation } = await remediationById(desk, id);
  const { plan } = remediation;
  const made = await alreadyMade(desk, id, by);
  if (made) return saidOf(made, id);
  const chosen = valuesFrom(form, await valuesOfPlan(desk, id));
  if ('cannot' in chosen) throw refusal(chosen.cannot);
  if (Object.keys(chosen.values).length === 0) throw refusal('the values are what they were: nothing else is planned');
  const values = { ...plan.values, ...chosen.values };
  const wish = { ...wishAgain(plan, true), by, values };
  const { remediation: next } = await propose(desk, wish);
  if (plan.proposedBy === by && next.plan.id !== id) await withdraw(desk, { plan: id, by, next: next.plan.id });
  return saidOf({ id: next.plan.id, expires: next.plan.expires, says: next.plan.effect.says }, id);
}

interface Made {
  readonly id: string;
  readonly expires: string;
  readonly says: string;
}

const saidOf = ({ id, expires, says }: Made, was: string): string =>
  `${id} is proposed in place of ${was}: ${says} It can be approved until ${formatTime(expires)}, by somebody else where two have to agree.`;

/** The same form that is delivered once more finds the plan that it made. */
async function alreadyMade({ memory }: FixDesk, id: string, by: string): Promise<Made | undefined> {
  const was = await memory.remediations.get(id);
  const why = was?.remediation.rejected?.by === by ? was.remediation.rejected.why : undefined;
  const next = why?.startsWith(replacedBy) ? why.slice(replacedBy.length) : undefined;
  const made = next === undefined ? undefined : await memory.remediations.get(next);
  return made && { id: made.remediation.plan.id, ...saysOf(made.remediation.plan) };
}

const saysOf = ({ expires, effect }: { readonly expires: string; readonly effect: { readonly says: string } }) => ({
  expires,
  says: effect.says,
});

const replacedBy = 'replaced by ';

const withdraw = (
  desk: FixDesk,
  { plan, by, next }: { readonly plan: string; readonly by: string; readonly next: string },
) => reject(desk, { plan, by, why: `${replacedBy}${next}` });

const refusal = (message: string): ShoalwatchError => new ShoalwatchError('usage', message);
