import { withoutDefaults } from '../../without-defaults.ts';
import { update } from './update-actions.ts';

/**
 * Lets workloads mount secrets of Secret Manager, or no longer. Whether the service merges a part is not documented, so
 * that a plan says the whole of it.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/ClusterUpdate
 */
export const updateSecretManager = update<'desiredSecretManagerConfig'>({
  name: 'gke.update-secret-manager',
  writes: ['secretManagerConfig'],
  become: (_, { desiredSecretManagerConfig }) => ({ secretManagerConfig: desiredSecretManagerConfig }),
  back: ({ secretManagerConfig: old }) => ({ desiredSecretManagerConfig: { enabled: false, ...old } }),
});

/** Lets roles be bound to the Google groups that are in one group, or no longer. A plan says the whole of it. */
export const updateAuthenticatorGroups = update<'desiredAuthenticatorGroupsConfig'>({
  name: 'gke.update-authenticator-groups',
  writes: ['authenticatorGroupsConfig'],
  become: (_, { desiredAuthenticatorGroupsConfig }) => ({
    authenticatorGroupsConfig: withoutDefaults(desiredAuthenticatorGroupsConfig),
  }),
  back: ({ authenticatorGroupsConfig: old }) => ({ desiredAuthenticatorGroupsConfig: { enabled: false, ...old } }),
});

/** Runs the agent of Backup for GKE, or no longer; other add-ons stay as they are. */
export const updateBackupAgent = update<'desiredAddonsConfig'>({
  name: 'gke.update-backup-agent',
  writes: ['addonsConfig.gkeBackupAgentConfig'],
  become: ({ addonsConfig: old }, { desiredAddonsConfig: { gkeBackupAgentConfig } }) => ({
    addonsConfig: { ...old, gkeBackupAgentConfig: withoutDefaults(gkeBackupAgentConfig) },
  }),
  back: ({ addonsConfig: old }) => ({
    desiredAddonsConfig: { gkeBackupAgentConfig: { enabled: old?.gkeBackupAgentConfig?.enabled === true } },
  }),
});
