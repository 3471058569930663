import { z } from 'zod';
import { associateEncryption, encryptWith } from '#clouds/aws/eks/cluster/actions';
import { keyForSecrets, namesKey } from '#clouds/aws/eks/cluster/encryption-facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-secrets-kms-encryption',
  on: eksCluster,
  uses: [keyForSecrets],
  title: 'Secrets of an EKS cluster are encrypted with a key of the customer',
  severity: 'medium',
  grades: ['high'],
  control: 'secrets-under-your-key',
  why: 'With a key of your own you decide who can decrypt the secrets, see each use, and can end it.',
  fix: 'Give the cluster a symmetric KMS key of its region; it cannot be taken away or changed later.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html',
  ],
  peers: [
    'eks-bpg:security/data',
    'kube-bench:eks-1.8.0/5.3.1',
    'kubescape:C-0066',
    'prowler:eks_cluster_kms_cmk_encryption_in_secrets_enabled',
    'securityhub:EKS.3',
    'trivy:AVD-AWS-0039',
  ],
  params: z.object({ allowedKeyArns: nameList() }),

  evaluate(cluster, { fact, params }) {
    const found = fact(keyForSecrets, cluster);
    if (isUnread(found)) return found;
    if (found.is === 'elsewhere') return notApplicable(found.why);
    if (found.is !== 'yours') {
      const plain = fail('Secrets are not envelope-encrypted.', found.seen, { grade: 'high' });
      return found.is === 'plain' ? plain : fail('No customer-managed key encrypts the secrets.', found.seen);
    }
    if (params.allowedKeyArns.length === 0) return pass();
    const named = namesKey(params.allowedKeyArns, found.arn);
    if (isUnread(named)) return named;
    const seen = { at: found.at, actual: found.arn, expected: params.allowedKeyArns };
    return named ? pass() : fail(`The key ${found.arn} is not an allowed one.`, seen);
  },

  remediation: {
    impact: 'brief',
    reversible: false,
    actions: [associateEncryption],
    plan(cluster, { fact, params }) {
      const found = fact(keyForSecrets, cluster);
      const [keyArn, ...others] = params.allowedKeyArns;
      if (!isUnread(found) && found.is === 'yours') return cannotPlan('the key of a cluster cannot be changed');
      if (keyArn === undefined || others.length > 0) return cannotPlan('allowedKeyArns has to name one key');
      return [encryptWith(cluster, keyArn)];
    },
  },
});
