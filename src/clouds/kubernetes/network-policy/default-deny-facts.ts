import { defineFact } from '#model';
import { namespaceCover } from '../namespace/facts.ts';
import { namespace } from '../namespace/resource.ts';
import { policiesOn, policyTypes, type PodPolicies, type PolicyOnPod } from './effective-policies.ts';
import { closes, type Effects } from './effect.ts';

/** How the pods of a namespace are closed in one direction. */
export interface Closing {
  readonly way: keyof Effects;
  /** The policy that closes every pod, one that is yet to come too; undefined where none does. */
  readonly by: string | undefined;
  /** How many of the running pods some policy closes. */
  readonly closed: number;
}

/** How the pods of a namespace are closed in each direction, and why policies may be unseen. */
export type DefaultDeny = Readonly<Record<keyof Effects, Closing>> & Pick<PodPolicies, 'unread'>;

/**
 * Whether a pod that the namespace comes to have is closed by default: some policy takes every pod, and lets nothing in or
 * out but what rules allow. A policy with a rule that allows everybody every port closes nothing.
 */
export const defaultDeny = defineFact({
  name: 'k8s.default-deny',
  of: namespace,
  uses: [namespaceCover, ...policyTypes],
  work(it, look): DefaultDeny {
    const every = policiesOn(undefined, { target: it.target, namespace: it.config.metadata?.name ?? '' }, look);
    const { covered } = look.fact(namespaceCover, it);
    const closing = (way: keyof Effects): Closing => {
      const isClosing = (one: PolicyOnPod): boolean => closes(one[way]);
      return {
        way,
        by: every.policies.find(isClosing)?.policy.name,
        closed: covered.filter(({ policies }) => policies.some(isClosing)).length,
      };
    };
    return { ingress: closing('ingress'), egress: closing('egress'), unread: every.unread };
  },
});
