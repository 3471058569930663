import type { Action, CannotPlan, Found, ResourceOf, ValueOf } from '#model';
import { cannotPlan, isUnread } from '#rule';
import { planRemoval } from '../repository-policy/actions.ts';
import type { repositoryPolicy } from '../repository-policy/resource.ts';
import type { repositoryWriters } from './writer-facts.ts';

/** Whom policy lets push. */
interface Tolerated {
  readonly maxWriters: number;
  readonly allowedPublishers: readonly string[];
}

/** Takes crowds out of the policy of a repository; who of the others may push is for a person to say. */
export function planWithoutCrowds(
  policy: Found<ResourceOf<typeof repositoryPolicy>>,
  { writers, unread }: ValueOf<typeof repositoryWriters>,
  { maxWriters, allowedPublishers }: Tolerated,
): readonly Action[] | CannotPlan {
  const counted = writers.filter(({ member }) => !allowedPublishers.includes(member));
  const crowds = counted.filter(({ isCrowd, isUnsure }) => isCrowd && !isUnsure);
  const others = counted.filter((it) => !crowds.includes(it));
  if (crowds.length === 0 || others.length > maxWriters || others.some(({ isCrowd }) => isCrowd))
    return cannotPlan('who of those that may push has to is for a person to say');
  if (unread) return cannotPlan('the policies of the repository and its project were not both read');
  const places = crowds.flatMap(({ seen }) => seen);
  const own = policy === 'absent' || isUnread(policy) ? '' : `${policy.id}#`;
  const ofProject = places.some(({ at }) => !at.startsWith(own));
  return ofProject ? cannotPlan('the policy of the whole project lets them push') : planRemoval(policy, places);
}
