import type { CannotPlan } from '#model';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';
import { seccompAnnotations, seccompSetters } from './profile-facts.ts';

/** Takes away profiles that turn seccomp off, and sets the runtime's for the pod unless a good one stands there. */
export function patchSeccomp(pod: PodSecurity): SecurityPatch | CannotPlan {
  const { atPod, containers } = seccompSetters(pod);
  const { names } = seccompAnnotations(pod);
  const needed = atPod || (containers.length > 0 && !pod.context.seccompProfile);
  const seccompProfile = { type: 'RuntimeDefault', localhostProfile: null };
  return patchOfContainers(containers, () => ({ securityContext: { seccompProfile: null } }), {
    ...(needed && { securityContext: { seccompProfile } }),
    ...(names.length > 0 && { annotations: Object.fromEntries(names.map((name) => [name, 'runtime/default'])) }),
  });
}

/** Sets the profile of the runtime for the pod; containers with one of their own keep it. */
export const patchUnsetSeccomp = ({ containers }: PodSecurity): SecurityPatch | CannotPlan =>
  patchOfContainers(
    containers.filter(({ live, effective }) => live && !effective.seccompProfile),
    () => ({}),
    { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
  );
