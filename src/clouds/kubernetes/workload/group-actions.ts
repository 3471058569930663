import type { CannotPlan } from '#model';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';
import { rootGroupOf } from './group-facts.ts';

/** A group that nothing in an image belongs to. */
const other = 10_001;

/** The patch that takes containers and volumes of a workload out of group 0. */
export function patchOutOfRootGroup(pod: PodSecurity): SecurityPatch | CannotPlan {
  const { fsGroup, supplementalGroups, runAsGroup } = pod.context;
  const securityContext = {
    ...(runAsGroup === 0 && { runAsGroup: other }),
    ...(fsGroup === 0 && { fsGroup: other }),
    ...(supplementalGroups?.includes(0) && { supplementalGroups: supplementalGroups.filter((group) => group !== 0) }),
  };
  const own = rootGroupOf(pod).containers.filter((one) => one.live || one.own.runAsGroup === 0);
  const more = Object.keys(securityContext).length > 0 ? { securityContext } : {};
  return patchOfContainers(own, () => ({ securityContext: { runAsGroup: other } }), more);
}
