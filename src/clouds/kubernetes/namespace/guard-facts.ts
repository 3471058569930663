import { defineFact, type Unknown } from '#model';
import { isUnread } from '#rule';
import { apiAddress } from '../address.ts';
import { podGuard } from '../admission/guard-facts.ts';
import { kubernetesApi } from '../api/resource.ts';
import { keptNamespaces } from './facts.ts';
import { namespace } from './resource.ts';

/** The address of the API of a cluster, given by its cloud id. */
export const apiOfCluster = (id: string): string => apiAddress(`k8s:${id}`);

/**
 * Whether something refuses insecure pods in each namespace that is not kept for the platform: labels of Pod Security
 * Admission, a validating admission policy, or an engine. What policies and engines ask of pods is not judged.
 */
export const admissionGuarded = defineFact({
  name: 'k8s.admission-guarded',
  of: kubernetesApi,
  uses: [namespace, podGuard],
  work(_, { list, fact }): boolean | Unknown {
    const { items, unread } = list(namespace);
    const own = items.filter(({ config }) => !kept.has(config.metadata?.name ?? ''));
    const guards = own.map((it) => fact(podGuard, it));
    if (guards.includes(undefined)) return false;
    return guards.find(isUnread) ?? unread ?? own.length > 0;
  },
});

const kept: ReadonlySet<string> = new Set(keptNamespaces);
