import type { Evidence } from '#model';
import { namesOf } from './container-facts.ts';
import type { PodSecurity } from './facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/** How containers are part of the group of root, in words, and where it stands. */
export interface RootGroup {
  readonly words: readonly string[];
  readonly containers: readonly EffectiveContainer[];
  readonly evidence: readonly Evidence[];
}

/**
 * How the containers of a pod are part of group 0: by what they or their pod set; what nobody sets the image decides. In a
 * user namespace of its own a pod may have any group.
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export function rootGroupOf({ at, context, containers, hostUsers }: PodSecurity): RootGroup {
  const judged = containers.filter((one) => one.hostUsers);
  const bad = judged.filter(({ own, pod }) => (own.runAsGroup ?? pod.runAsGroup) === 0);
  const volumes = hostUsers && context.fsGroup === 0;
  const besides = hostUsers && (context.supplementalGroups ?? []).includes(0);
  return {
    words: [
      ...(bad.length > 0 ? [`containers run with group 0: ${namesOf(bad)}`] : []),
      ...(volumes ? ['volumes belong to group 0: fsGroup is 0'] : []),
      ...(besides ? ['the pod is in group 0: supplementalGroups holds 0'] : []),
    ],
    containers: bad,
    evidence: [
      ...bad.map(({ at: place, name, own, pod }) => ({
        at: place,
        actual: { name, runAsGroup: own.runAsGroup ?? pod.runAsGroup },
      })),
      ...(volumes ? [{ at: `${at}.securityContext.fsGroup`, actual: 0 }] : []),
      ...(besides ? [{ at: `${at}.securityContext.supplementalGroups`, actual: context.supplementalGroups }] : []),
    ],
  };
}
