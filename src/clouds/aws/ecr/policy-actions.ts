import type { Action, CannotPlan, ResourceOf } from '#model';
import type { Outsider } from '../iam/policy/grant-facts.ts';
import { withoutOutsider } from '../iam/policy/without-outsider.ts';
import { partitionOf } from '../partition.ts';
import { putRegistryPolicy } from './registry-policy/actions.ts';
import type { ecrRegistryPolicy } from './registry-policy/resource.ts';
import { setRepositoryPolicy } from './repository-policy/actions.ts';
import type { ecrRepositoryPolicy } from './repository-policy/resource.ts';

type Policy = ResourceOf<typeof ecrRepositoryPolicy> | ResourceOf<typeof ecrRegistryPolicy>;

/**
 * Takes an outsider out of the policy of a repository or a registry. Where nobody else stands in a statement it is for
 * the own account, which opens nothing: a policy without statements is refused.
 */
export function closeImages(it: Policy, outsider: Outsider, own: string): readonly Action[] | CannotPlan {
  const [, , region = ''] = it.target.split(':');
  const policyText = withoutOutsider(it.config.policyText, outsider, `arn:${partitionOf(region)}:iam::${own}:root`);
  if (typeof policyText !== 'string') return policyText;
  return it.type === 'ecr.registry-policy'
    ? [putRegistryPolicy(it, { policyText })]
    : [setRepositoryPolicy(it, { policyText })];
}
