import { cannotPlan } from '#rule';
import type { CannotPlan } from '#model';
import { patchOfContainers, type SecurityPatch } from './actions.ts';
import type { PodSecurity } from './facts.ts';
import { writableIn } from './root-file-facts.ts';

/** Makes root file systems read-only, with an empty directory at `/tmp` where nothing is mounted there yet. */
export function patchReadOnly(pod: PodSecurity): SecurityPatch | CannotPlan {
  const volume = pod.spec.volumes?.find(({ name }) => name === 'tmp');
  if (volume && !volume.emptyDir)
    return cannotPlan('another volume is called tmp: give the containers one to write to');
  return patchOfContainers(
    writableIn(pod),
    ({ config }) => ({
      securityContext: { readOnlyRootFilesystem: true },
      ...(!config.volumeMounts?.some(({ mountPath }) => mountPath === '/tmp') && {
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      }),
    }),
    volume ? {} : { volumes: [{ name: 'tmp', emptyDir: {} }] },
  );
}
