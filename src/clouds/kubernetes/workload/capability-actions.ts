import type { CannotPlan } from '#model';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import { addedBy, keptByRestricted, surplusIn } from './capability-facts.ts';
import type { PodSecurity } from './facts.ts';

/** Takes back the capabilities that containers add beyond some. */
export function patchAdded({ containers }: PodSecurity, allowed: readonly string[]): SecurityPatch | CannotPlan {
  const isAllowed = (name: string) => allowed.includes(name);
  const bad = containers.filter((one) => !addedBy(one).every(isAllowed));
  return patchOfContainers(bad, (one) => {
    const kept = addedBy(one).filter(isAllowed);
    return { securityContext: { capabilities: { add: kept.length > 0 ? kept : null } } };
  });
}

/** Drops all capabilities, and takes back those of the baseline but the one for low ports. */
export function patchDropped(pod: PodSecurity): SecurityPatch | CannotPlan {
  return patchOfContainers(surplusIn(pod), (one) => {
    const kept = keptByRestricted(one);
    return { securityContext: { capabilities: { drop: ['ALL'], add: kept.length > 0 ? kept : null } } };
  });
}
