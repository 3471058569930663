import type { CannotPlan } from '#model';
import { cannotPlan } from '#rule';
import type { SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';

/**
 * Gives pods users of their own. Volumes of NFS cannot be mounted for them: such pods would not start.
 * Source: https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/#before-you-begin
 */
export function patchToOwnUsers({ spec }: PodSecurity): SecurityPatch | CannotPlan {
  const shared = (spec.volumes ?? []).filter(({ nfs }) => nfs);
  if (shared.length === 0) return { hostUsers: false };
  const names = shared.map(({ name }) => name).join(', ');
  return cannotPlan(`volumes of NFS cannot be mounted for pods with users of their own: ${names}`);
}
