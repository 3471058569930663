import type { CannotPlan } from '#model';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';
import { unmaskedIn } from './proc-facts.ts';

/** Gives containers the masked form of the process file system. */
export const patchMasked = (pod: PodSecurity): SecurityPatch | CannotPlan =>
  patchOfContainers(unmaskedIn(pod), () => ({ securityContext: { procMount: 'Default' } }));
