import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/** A plan of Defender for Cloud, https://learn.microsoft.com/rest/api/defenderforcloud/pricings/list, as far as it is kept. */
export interface DefenderPlan {
  readonly name?: string | undefined;
  /** `Free` while the plan is off, else `Standard`. */
  readonly pricingTier?: string | undefined;
  /** Absent where the answer lists none. */
  readonly extensions?: readonly PlanExtension[] | undefined;
}

/** A part of a plan that is switched by itself. */
export interface PlanExtension {
  readonly name?: string | undefined;
  /** The text `True` or `False`. */
  readonly isEnabled?: string | undefined;
}

/** The plans of Defender for Cloud that concern containers, those of today and of before: the answer of `pricings.list`, once for a subscription. */
export const defenderPlans = defineType({
  name: 'azure.defender-plans',
  scope: 'azure-subscription',
  reads: ['Microsoft.Security/pricings/read'],
  changedBy: ['Microsoft.Security/pricings/write', 'Microsoft.Security/pricings/delete'],
  config: wire<{ readonly value: readonly DefenderPlan[] }>(),
  home: subscriptionOf,
});

/** The address of the plans of a subscription, given by its id. */
export const defenderPlansOf = (subscription: string): string =>
  armId(`/subscriptions/${subscription}/providers/Microsoft.Security/pricings`);
