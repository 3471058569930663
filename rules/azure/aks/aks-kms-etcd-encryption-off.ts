import { z } from 'zod';
import { secretsKey } from '#clouds/azure/aks/cluster/key-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { flag } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'aks-kms-etcd-encryption-off',
  on: aksCluster,
  title: 'Secrets of an AKS cluster are encrypted through KMS',
  severity: 'medium',
  control: 'secrets-under-your-key',
  why: 'Whoever gets at etcd or a backup of it reads every Secret that no KMS key encrypts.',
  fix: 'Turn on KMS encryption with a key in Azure Key Vault that the cluster identity may use, then rewrite all Secrets.',
  references: ['https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption'],
  peers: ['kube-bench:aks-1.8/5.3.1', 'kubescape:C-0244', 'prowler:aks_cluster_kms_cmk_encryption_enabled'],
  params: z.object({ requireCmk: flag(false) }),

  evaluate({ config }, { params }) {
    const key = secretsKey(config);
    if (key === 'customer' || (key === 'platform' && !params.requireCmk)) return pass();
    const kms = 'securityProfile.azureKeyVaultKms';
    const seen = key === 'no-key' ? saidAt(config, `${kms}.keyId`, 'a key') : saidAt(config, `${kms}.enabled`);
    return fail(words[key], seen);
  },
});

const words = {
  platform: 'Secrets are encrypted through KMS with a key of the platform, not with a key in Key Vault.',
  none: 'No KMS key encrypts the Secrets of the cluster.',
  'no-key': 'KMS encryption of Secrets is on, but names no key.',
  unseen: 'No Key Vault key encrypts the Secrets; whether a key of the platform does could not be seen.',
};
