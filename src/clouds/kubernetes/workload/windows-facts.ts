import type { PodSecurity } from './facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/**
 * The containers of a Windows pod that are told to run as its administrator, and those of which the image decides; those
 * of the host's own processes run as an account of the host and are left out. A name may have its domain before it.
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/
 */
export function administrators({ containers }: PodSecurity): {
  readonly told: readonly EffectiveContainer[];
  readonly unsaid: readonly EffectiveContainer[];
} {
  const judged = containers.filter(
    ({ own, pod }) => (own.windowsOptions?.hostProcess ?? pod.windowsOptions?.hostProcess) !== true,
  );
  return {
    told: judged.filter((one) => userOf(one)?.toLowerCase().split('\\').at(-1) === 'containeradministrator'),
    unsaid: judged.filter((one) => userOf(one) === undefined && one.effective.runAsNonRoot !== true),
  };
}

const userOf = ({ own, pod }: EffectiveContainer): string | undefined =>
  own.windowsOptions?.runAsUserName ?? pod.windowsOptions?.runAsUserName ?? undefined;
