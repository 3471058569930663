import type { Unknown } from '#model';
import type { Labels } from '../label-selector.ts';

/**
 * What a policy does to a pod in one direction: nothing, only its own rules are allowed, the same with a rule that
 * lets any peer through on some port, or it denies explicitly and isolates nothing.
 */
export type Effect = 'none' | 'isolates' | 'open' | 'denies';

/** What a policy does to the pods that it selects. */
export interface Effects {
  readonly ingress: Effect;
  readonly egress: Effect;
}

/** What policies select a pod by. */
export interface PodView {
  readonly namespace: string;
  readonly labels: Labels;
  readonly serviceAccount: string;
  /** The labels of its namespace; asked for only by policies that select by them. */
  namespaceLabels(): Labels | Unknown;
}

export const noEffect: Effects = { ingress: 'none', egress: 'none' };
