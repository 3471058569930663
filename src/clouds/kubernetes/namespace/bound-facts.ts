import { defineFact } from '#model';
import { limitRange } from '../limit-range/resource.ts';
import { pod } from '../pod/resource.ts';
import { resourceQuota } from '../resource-quota/resource.ts';
import { endedPhase } from '../workload/live-facts.ts';
import { namespace } from './resource.ts';

/** What bounds the pods of a namespace. */
export interface NamespaceBounds {
  /** How many pods it has that have not ended. */
  readonly pods: number;
  /** What bounds them, such as `the resource quota team`. */
  readonly by: string | undefined;
}

/**
 * The first resource quota or limit range of a namespace that says anything. GKE's own quota for small clusters bounds
 * how many objects there are, and no pod.
 * Sources: https://kubernetes.io/docs/concepts/policy/resource-quotas/,
 * https://cloud.google.com/kubernetes-engine/quotas#resource_quotas
 */
export const namespaceBounds = defineFact({
  name: 'k8s.namespace-bounds',
  of: namespace,
  uses: [pod, limitRange, resourceQuota],
  work({ config }, { list }): NamespaceBounds {
    const by = { namespace: config.metadata?.name ?? '' };
    const quotas = list(resourceQuota, by).items.flatMap(({ config: { metadata, spec } }) =>
      metadata?.name !== 'gke-resource-quotas' && Object.keys(spec?.hard ?? {}).length > 0
        ? [`the resource quota ${metadata?.name ?? ''}`]
        : [],
    );
    const ranges = list(limitRange, by).items.flatMap(({ config: { metadata, spec } }) =>
      (spec?.limits ?? []).length > 0 ? [`the limit range ${metadata?.name ?? ''}`] : [],
    );
    const pods = list(pod, by).items.filter((it) => endedPhase(it.config) === undefined);
    return { pods: pods.length, by: [...quotas, ...ranges][0] };
  },
});
