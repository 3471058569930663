import type { Action, CannotPlan, Fail } from '#model';
import { cannotPlan } from '#rule';
import { bindingActions, planRemoval } from './actions.ts';
import type { Binding } from './facts.ts';

/** Takes accounts that do not exist out of a binding; which role was meant where it is gone nobody can say. */
export const removalOfStale = {
  impact: 'brief' as const,
  reversible: true,
  actions: bindingActions,
  plan: (it: Binding, _: unknown, { evidence }: Fail): readonly Action[] | CannotPlan =>
    evidence.some(({ at }) => at === 'roleRef')
      ? cannotPlan('whether the role or the binding is wanted is for a person to say')
      : planRemoval(it, evidence),
};
