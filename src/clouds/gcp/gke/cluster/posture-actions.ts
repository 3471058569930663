import { update } from './update-actions.ts';

/** Lets Google audit the workloads of a cluster for known concerns, or no longer. */
export const updateSecurityPosture = update<'desiredSecurityPostureConfig'>({
  name: 'gke.update-security-posture',
  writes: ['securityPostureConfig.mode'],
  become: ({ securityPostureConfig: old }, { desiredSecurityPostureConfig: { mode } }) => ({
    securityPostureConfig: { ...old, mode },
  }),
  back: ({ securityPostureConfig: old }) => ({ desiredSecurityPostureConfig: { mode: old?.mode ?? 'DISABLED' } }),
});
