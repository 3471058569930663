import type { PlanValue } from '#engine/plan/plan-value-name';
import type { Impact } from '#model';

/** What has to be known of a plan to say who may decide about it. */
export interface PlanFacts {
  readonly impact: Impact;
  readonly target: string;
  readonly proposedBy: string;
}

/** What may be done to a plan. */
export type PlanAct = 'approve' | 'reject' | 'stop' | 'undo' | 'retry' | 'cancel' | 'dry-run';

/**
 * Plans and fixes, as far as people press and type. Whoever calls has asked before whether the person may; an approval is
 * asked once more where it counts. Each answers a sentence for the person, and throws with one where it refuses. The same
 * word twice is said once.
 */
export interface Fixes {
  about(plan: string): Promise<PlanFacts | undefined>;
  propose(finding: string, by: string): Promise<string>;
  /** The values of a plan that a person may change. */
  values(plan: string): Promise<readonly PlanValue[]>;
  /**
   * Plans the same with other values, written as a form has them: another plan, which is his. The one that was shown is
   * withdrawn where it was his own.
   */
  edit(plan: string, form: Readonly<Record<string, string>>, by: string): Promise<string>;
  act(what: PlanAct, plan: string, by: string): Promise<string>;
  show(plan: string): Promise<string>;
}
