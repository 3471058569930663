import type { CannotPlan } from '#model';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';
import type { HostVolume } from './volume-facts.ts';

/** Takes volumes away, and where containers mount them. */
export function patchWithoutVolumes(
  { spec, containers }: PodSecurity,
  volumes: readonly HostVolume[],
): SecurityPatch | CannotPlan {
  const names = new Set(volumes.map(({ name }) => name));
  const mounting = containers.filter(({ config }) => config.volumeMounts?.some(({ name }) => names.has(name)));
  const rest = (spec.volumes ?? []).filter(({ name }) => !names.has(name));
  const gone = volumes.map(({ name }) => ({ name, $patch: 'delete' as const }));
  return patchOfContainers(
    mounting,
    ({ config }) => {
      const mounts = config.volumeMounts ?? [];
      const removed = mounts.filter(({ name }) => names.has(name));
      if (removed.length === mounts.length) return { volumeMounts: null };
      return { volumeMounts: removed.map(({ mountPath }) => ({ mountPath, $patch: 'delete' as const })) };
    },
    { volumes: rest.length === 0 ? null : gone },
  );
}
