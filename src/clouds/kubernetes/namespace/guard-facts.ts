import { defineFact, type Unknown } from '#model';
import { isUnread } from '#rule';
import { apiAddress } from '../address.ts';
import { kubernetesApi } from '../api/resource.ts';
import { otherEnforcer } from './enforcer-facts.ts';
import { keptNamespaces } from './facts.ts';
import { namespace } from './resource.ts';
import { securityLabels } from './security-facts.ts';

/** The address of the API of a cluster, given by its cloud id. */
export const apiOfCluster = (id: string): string => apiAddress(`k8s:${id}`);

/**
 * Whether something refuses insecure pods in each namespace that is not kept for the platform: labels of Pod Security
 * Admission, a validating admission policy, or an engine. What policies and engines ask of pods is not judged.
 */
export const admissionGuarded = defineFact({
  name: 'k8s.admission-guarded',
  of: kubernetesApi,
  uses: [namespace, otherEnforcer],
  work(_, { list, fact }): boolean | Unknown {
    const { items, unread } = list(namespace);
    const own = items.filter(({ config }) => !kept.has(config.metadata?.name ?? ''));
    const unlabelled = own.filter(({ config }) => securityLabels(config.metadata?.labels).open);
    const others = unlabelled.map((it) => fact(otherEnforcer, it));
    if (others.includes(undefined)) return false;
    const missed = others.find((it) => isUnread(it) && it.reason !== 'not-ready') ?? unread;
    return missed ?? own.length > 0;
  },
});

const kept: ReadonlySet<string> = new Set(keptNamespaces);
