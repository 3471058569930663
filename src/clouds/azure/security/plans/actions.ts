import { cannotPlan, defineAction, wire } from '#model';
import type { Action, CannotPlan, ResourceOf } from '#model';
import { oldPlansOn, planName } from './facts.ts';
import { defenderPlans, type DefenderPlan } from './resource.ts';

/** What is asked of the plan for containers. */
export interface PlanChange {
  readonly pricingTier: string;
  /** Each with its switch, as the text `True` or `False`; a plan that is off has all of them off. */
  readonly extensions?: readonly { readonly name: string; readonly isEnabled: string }[];
}

/**
 * Turns the plan for containers and its extensions on or off. The write is a PUT of that plan; the service does not compare.
 * Source: https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update
 */
export const putPlan = defineAction({
  name: 'azure.put-defender-plan',
  on: defenderPlans,
  kind: 'replace',
  permissions: ['Microsoft.Security/pricings/read', 'Microsoft.Security/pricings/write'],
  writes: ['value.pricingTier', 'value.extensions'],
  request: wire<PlanChange>(),
  simulate(plans, request) {
    const value = plans.config.value.map((it) => (it.name === planName ? after(it, request) : it));
    return [{ put: { ...plans, config: { value } } }];
  },
  undo: ({ config }, _, again) =>
    config.value
      .filter(({ name }) => name === planName)
      .map(({ pricingTier = 'Free', extensions }) =>
        again({ pricingTier, ...(pricingTier !== 'Free' && { extensions: switchesOf(extensions) }) }),
      ),
});

/** The switches that stand; what has none is left out. */
const switchesOf = (extensions: DefenderPlan['extensions']): NonNullable<PlanChange['extensions']> =>
  (extensions ?? []).flatMap(({ name, isEnabled }) => (name && isEnabled ? [{ name, isEnabled }] : []));

function after(plan: DefenderPlan, { pricingTier, extensions = [] }: PlanChange): DefenderPlan {
  const asked = new Map(extensions.map((it) => [it.name, it]));
  const stood = switchesOf(plan.extensions).map((it) => asked.get(it.name) ?? { ...it, isEnabled: 'False' });
  const added = extensions.filter(({ name }) => !stood.some((it) => it.name === name));
  return { ...plan, pricingTier, ...(stood.length + added.length > 0 && { extensions: [...stood, ...added] }) };
}

/** Plans to turn the plan on with some extensions; the others stay as they are. */
export function turnedOn(
  plans: ResourceOf<typeof defenderPlans>,
  required: readonly string[],
): readonly Action[] | CannotPlan {
  const { value } = plans.config;
  if (oldPlansOn(value).length > 0)
    return cannotPlan('an old plan is on: a person moves the subscription to the new one');
  const stood = switchesOf(value.find(({ name }) => name === planName)?.extensions);
  const others = stood.filter(({ name }) => !required.includes(name));
  const asked = required.map((name) => ({ name, isEnabled: 'True' }));
  return [putPlan(plans, { pricingTier: 'Standard', extensions: [...others, ...asked] })];
}
