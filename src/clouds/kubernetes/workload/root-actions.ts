import type { CannotPlan } from '#model';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';

/** The user that a container runs as when nothing else names one: none of the system's own. */
const someUser = 10_001;

/** Keeps every container of a template from running as root. Windows knows no user numbers: there only the guard is set. */
export function patchToNonRoot({ containers, context, windows }: PodSecurity): SecurityPatch | CannotPlan {
  const cleared = containers.filter(({ own }) => own.runAsUser === 0 || own.runAsNonRoot === false);
  const unnamed = containers.some((it) => cleared.includes(it) || !it.effective.runAsUser);
  const podUser = context.runAsUser;
  const needsUser = !windows && (podUser === 0 || (unnamed && !podUser));
  const live = containers.filter((it) => it.live);
  return patchOfContainers(
    [...cleared, ...live],
    () => ({ securityContext: { runAsUser: null, runAsNonRoot: null } }),
    {
      securityContext: { runAsNonRoot: true, ...(needsUser && { runAsUser: someUser }) },
    },
  );
}
