import { defineFact, type Unknown } from '#model';
import { isUnread } from '#rule';
import { accessEntry } from '../../eks/access-entry/resource.ts';
import { rolePolicies } from './policy-facts.ts';
import { role } from './resource.ts';

/**
 * Whether a role can do something to clusters or registries: it signs in to a cluster by an access entry, or its policies
 * grant what administers EKS, writes images, or leads to more rights in IAM.
 */
export const reachesClusters = defineFact({
  name: 'iam.reaches-clusters',
  of: role,
  uses: [accessEntry, rolePolicies],
  work(it, { listAll, fact }): boolean | Unknown {
    const entries = listAll(accessEntry, { principal: it.config.Arn ?? it.id });
    if (entries.items.length > 0) return true;
    const policies = fact(rolePolicies, it);
    if (isUnread(policies)) return policies;
    const powers = policies.map((one) => one.powers);
    const isStrong = powers.some(
      (some) =>
        !isUnread(some) && some.some(({ grade, action }) => grade === 'admin' || /^(eks|ecr|iam):/.test(action)),
    );
    return isStrong || (powers.find(isUnread) ?? entries.unread ?? false);
  },
});
