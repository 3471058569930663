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
  act(what: PlanAct, plan: string, by: string): Promise<string>;
  show(plan: string): Promise<string>;
}
