import { defineFact } from '#model';
import type { Unknown } from '#rule';
import { daemonSet } from '../daemon-set/resource.ts';
import { isSystemNamespace } from '../namespace/system-facts.ts';
import { pod } from '../pod/resource.ts';
import { kubernetesApi } from './resource.ts';

/** What in an EKS cluster says whether pods can have, and need, AWS roles of their own. */
export interface PodIdentityInside {
  /** Whether a Pod Identity agent runs that no add-on of EKS manages, or that one does. */
  readonly hasAgent: boolean;
  /** Whether pods run outside of system namespaces. */
  readonly hasPods: boolean;
}

/**
 * Whether the agent of EKS Pod Identity runs in a cluster, by the name that the add-on and its chart give it, and
 * whether anything runs that could use it.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export const podIdentityInside = defineFact({
  name: 'k8s.pod-identity-inside',
  of: kubernetesApi,
  uses: [daemonSet, pod],
  work(_, { list }): PodIdentityInside | Unknown {
    const sets = list(daemonSet);
    if (sets.items.some(({ config }) => config.metadata?.name === 'eks-pod-identity-agent'))
      return { hasAgent: true, hasPods: true };
    const pods = list(pod);
    const hasPods = pods.items.some(({ config }) => !isSystemNamespace(config.metadata?.namespace));
    return sets.unread ?? (hasPods ? undefined : pods.unread) ?? { hasAgent: false, hasPods };
  },
});
