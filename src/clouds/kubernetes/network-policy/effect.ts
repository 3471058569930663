import type { Unknown } from '#model';
import { selects, selectsAll, type Labels, type LabelSelector } from '../label-selector.ts';

/**
 * What a policy does to a pod in one direction: nothing, only its own rules are allowed, the same with a rule that lets
 * any peer through on some ports or on all, or it denies explicitly, some peers or everybody, and isolates nothing.
 */
export type Effect = 'none' | 'isolates' | 'open-on-ports' | 'open' | 'denies' | 'denies-all';

/** What a policy does to the pods that it selects. */
export interface Effects {
  readonly ingress: Effect;
  readonly egress: Effect;
}

/** Whether it lets nothing through but what rules allow. */
export const closes = (effect: Effect): boolean => ['isolates', 'open-on-ports', 'denies-all'].includes(effect);

/** What policies select a pod by. */
export interface PodView {
  readonly namespace: string;
  /** Undefined for any pod that the namespace may come to have: such a one is taken only by what takes them all. */
  readonly own: { readonly labels: Labels; readonly serviceAccount: string } | undefined;
  /** The labels of its namespace; asked for only by policies that select by them. */
  namespaceLabels(): Labels | Unknown;
}

export const noEffect: Effects = { ingress: 'none', egress: 'none' };

/** Whether a selector of nothing but a pod's own labels takes the pod. */
export const takesPod = (selector: LabelSelector, { own }: PodView): boolean =>
  own ? selects(selector, own.labels) : selectsAll(selector);
