import { defineFact } from '#model';
import { accountOf } from '../pod/account.ts';
import { pod } from '../pod/resource.ts';
import { policiesOn, policyTypes, type PodPolicies } from './effective-policies.ts';

/** The policies of every kind that have an effect on a pod. Pods on the host's network are selected by none. */
export const podPolicies = defineFact({
  name: 'k8s.pod-policies',
  of: pod,
  uses: policyTypes,
  work({ config: { metadata, spec }, target }, look): PodPolicies {
    if (spec?.hostNetwork === true) return { policies: [], unread: [] };
    const own = { labels: metadata?.labels ?? {}, serviceAccount: accountOf(spec) };
    return policiesOn(own, { target, namespace: metadata?.namespace ?? 'default' }, look);
  },
});
