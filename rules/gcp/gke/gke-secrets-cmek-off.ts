import { z } from 'zod';
import { isNearCluster, secretsEncryption } from '#clouds/gcp/gke/cluster/encryption-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { updateDatabaseEncryption } from '#clouds/gcp/gke/cluster/update-actions';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, pass } from '#rule';

export default defineRule({
  id: 'gke-secrets-cmek-off',
  on: gkeCluster,
  title: 'The secrets of a GKE cluster are encrypted with a key of your own',
  severity: 'medium',
  control: 'secrets-under-your-key',
  why: 'Without a customer key nobody but Google decides who can read what the control plane has stored.',
  fix: 'Let the GKE service agent use a key of Cloud KMS, then encrypt secrets at the application layer with it.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/encrypting-secrets'],
  peers: ['kube-bench:gke-1.9.0/5.3.1', 'kubescape:C-0066'],
  params: z.object({ allowedKeys: nameList() }),

  evaluate({ config }, { params: { allowedKeys } }) {
    const encryption = secretsEncryption(config);
    if (isUnread(encryption)) return encryption;
    if (encryption.without !== undefined) {
      const seen = seenAt(config, `databaseEncryption.${encryption.without}`);
      return fail('Secrets are encrypted with no customer key.', seen);
    }
    if (allowedKeys.length === 0) return pass();
    const key = config.databaseEncryption?.keyName;
    if (!key) return fieldMissing('databaseEncryption.keyName');
    const seen = { at: 'databaseEncryption.keyName', actual: key, expected: allowedKeys };
    return allowedKeys.includes(key) ? pass() : fail(`Secrets are encrypted with ${key}, which is not allowed.`, seen);
  },

  remediation: {
    impact: 'brief',
    reversible: true,
    actions: [updateDatabaseEncryption],
    plan(cluster, { params }) {
      const keyName = params.allowedKeys.find((key) => isNearCluster(key, cluster.config));
      if (keyName === undefined) return cannotPlan("allowedKeys names no key in the cluster's region or global");
      return [updateDatabaseEncryption(cluster, { desiredDatabaseEncryption: { state: 'ENCRYPTED', keyName } })];
    },
  },
});
