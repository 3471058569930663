import type { CannotPlan } from '#model';
import { cannotPlan } from '#rule';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';
import { pullPoliciesIn } from './pull-policy-facts.ts';

/** Lets nodes ask the registry each time; where an image has no name yet, its controller is to say how it is pulled. */
export function patchToAlways(pod: PodSecurity, requireAlways: boolean): SecurityPatch | CannotPlan {
  const { cached, unsaid } = pullPoliciesIn(pod, requireAlways);
  if (unsaid.length > 0)
    return cannotPlan(`nobody can say how the images of containers are pulled: ${unsaid.join(', ')}`);
  return patchOfContainers(
    cached.map(({ container }) => container),
    () => ({ imagePullPolicy: 'Always' }),
  );
}
