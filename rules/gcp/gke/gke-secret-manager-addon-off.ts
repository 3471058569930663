import { z } from 'zod';
import { updateSecretManager } from '#clouds/gcp/gke/cluster/addon-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-secret-manager-addon-off',
  on: gkeCluster,
  title: 'A GKE cluster has the Secret Manager add-on, or the synchronisation of its secrets',
  severity: 'low',
  control: 'secrets-kept-in-a-store',
  why: 'Secrets that have no store stand in manifests and variables, where they are neither rotated nor audited.',
  fix: 'Turn on the Secret Manager add-on or the synchronisation of secrets, and have workloads take their secrets from it.',
  references: [
    'https://cloud.google.com/secret-manager/docs/secret-manager-managed-csi-component',
    'https://cloud.google.com/secret-manager/docs/sync-k8-secrets',
  ],
  peers: ['kube-bench:gke-1.9.0/4.4.2', 'kubescape:C-0234'],
  params: z.object({ require: flag(false) }),

  evaluate({ config }, { params }) {
    if (!params.require) return notApplicable('policy does not ask for it');
    if (config.secretManagerConfig?.enabled === true || config.secretSyncConfig?.enabled === true) return pass();
    const seen = ['secretManagerConfig.enabled', 'secretSyncConfig.enabled'].map((at) => seenAt(config, at));
    return fail('Neither the Secret Manager add-on nor the synchronisation of its secrets is on.', seen);
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateSecretManager],
    plan: (cluster) => [
      updateSecretManager(cluster, {
        desiredSecretManagerConfig: { ...cluster.config.secretManagerConfig, enabled: true },
      }),
    ],
  },
});
