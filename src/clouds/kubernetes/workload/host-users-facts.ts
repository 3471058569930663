import type { PodSecurity } from './facts.ts';

/**
 * Why the pods of a workload cannot have users of their own: the API refuses it beside these; undefined where they can.
 * Source: https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/#limitations
 */
export function whyUsersShared({ windows, spec, containers }: PodSecurity): string | undefined {
  if (windows) return 'Windows has no user namespaces';
  const shared = (['hostNetwork', 'hostPID', 'hostIPC'] as const).find((field) => spec[field] === true);
  if (shared !== undefined) return `its pods have ${shared}, beside which the API refuses users of their own`;
  return containers.some(({ config }) => config.volumeDevices?.length)
    ? 'its pods have raw block volumes, beside which the API refuses users of their own'
    : undefined;
}
