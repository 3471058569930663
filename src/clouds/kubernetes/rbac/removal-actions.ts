import type { Action, ActionType, CannotPlan, Fail, Look } from '#model';
import { cannotPlan } from '#rule';
import { bindingActions, planRemoval } from './actions.ts';
import type { Binding } from './facts.ts';
import { bindingHolders } from './holder-facts.ts';

/** Takes the subjects that evidence points to out of a binding. */
export const removalOfSubjects = {
  impact: 'disruptive' as const,
  reversible: true,
  actions: bindingActions,
  plan: (it: Binding, _: unknown, { evidence }: Fail): readonly Action[] => planRemoval(it, evidence),
};

/** What a plan for the holders of a right is given. */
type Planning = Pick<Look<typeof bindingHolders>, 'fact'> & {
  readonly params: { readonly exemptSubjects: readonly string[] };
};

/** The role by which we ourselves change a cluster, as `onboard` makes it. */
const ownRole = 'shoalwatch-remediator';

/**
 * Takes the holders of a right that evidence points to out of a binding. Of one who may be the system nobody could tell
 * afterwards whether the finding is gone, and without our own binding nothing could be taken back.
 */
export const removalOfHolders = <A extends ActionType>(actions: readonly A[]) => ({
  impact: 'disruptive' as const,
  reversible: true,
  actions,
  plan(it: Binding, { fact, params }: Planning, { evidence }: Fail): readonly Action[] | CannotPlan {
    if (it.config.roleRef.name === ownRole) return cannotPlan('Shoalwatch itself changes the cluster by this binding');
    const open = fact(bindingHolders, it).filter(({ text }) => !params.exemptSubjects.includes(text));
    const unsure = open.find((one) => one.unsure !== undefined);
    return unsure ? cannotPlan(`whether ${unsure.text} is the system could not be read`) : planRemoval(it, evidence);
  },
});
