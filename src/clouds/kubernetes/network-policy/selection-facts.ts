import { defineFact } from '#model';
import { applicationNetworkPolicy } from '../application-network-policy/resource.ts';
import { selects, selectsAll } from '../label-selector.ts';
import { podLabelsOf } from '../workload/pod-template.ts';
import { workloads } from '../workload/resource.ts';
import { networkPolicy } from './resource.ts';

/** What a network policy could select, and what it does. */
export interface Selection {
  /** It selects by nothing: every pod there is and will be. */
  readonly every: boolean;
  /** How many workloads its namespace holds, pods among them. */
  readonly among: number;
  /** The name of one whose pods it selects, those that are yet to come included. */
  readonly taken: string | undefined;
}

/**
 * What a network policy selects in its namespace: pods, and the pods that controllers of Kubernetes itself make, however
 * many they make now. Pods that other controllers are yet to make are not known.
 */
export const policySelection = defineFact({
  name: 'k8s.policy-selection',
  of: [networkPolicy, applicationNetworkPolicy],
  uses: workloads,
  work({ config: { metadata, spec } }, { list }): Selection {
    const namespace = metadata?.namespace ?? 'default';
    const selector = spec?.podSelector ?? {};
    if (selectsAll(selector)) return { every: true, among: 0, taken: undefined };
    const all = workloads.flatMap((type) => list(type, { namespace }).items);
    const taken = all.find((it) => selects(selector, podLabelsOf(it)));
    return { every: false, among: all.length, taken: taken?.name };
  },
});
