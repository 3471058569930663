import { cannotPlan } from '#rule';
import type { CannotPlan } from '#model';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import { isEscalated } from './capability-facts.ts';
import type { PodSecurity } from './facts.ts';

/** Forbids privilege escalation; the API refuses that for privileged containers, and the field for Windows. */
export function patchEscalation({ containers, onWindowsNodes, windows }: PodSecurity): SecurityPatch | CannotPlan {
  const bad = containers.filter(({ own }) => own.allowPrivilegeEscalation !== false);
  if (windows || onWindowsNodes) return cannotPlan('its pods run Windows: say so in spec.os.name');
  if (bad.some(isEscalated)) return cannotPlan('the API refuses it for containers that are privileged: end that first');
  return patchOfContainers(bad, () => ({ securityContext: { allowPrivilegeEscalation: false } }));
}
