import { enablingKeys } from '#clouds/aws/eks/cluster/key-actions';
import { keyHealth } from '#clouds/aws/eks/cluster/key-health-facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-secrets-kms-key-health',
  on: eksCluster,
  uses: [keyHealth],
  title: 'The keys that encrypt EKS clusters are enabled and stay',
  severity: 'high',
  grades: ['critical'],
  control: 'keys-healthy',
  why: 'Without its key a cluster cannot read its secrets, and when the key is deleted the cluster is lost for good.',
  fix: 'Cancel the deletion of the key and enable it; where a grant was revoked or material is gone, import it again or ask AWS.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html',
  ],
  peers: ['prowler:kms_cmk_not_deleted_unintentionally'],

  evaluate(cluster, { fact }) {
    const { keys, ills, unread } = fact(keyHealth, cluster);
    const [worst] = ills;
    if (keys === 0 && !worst) return notApplicable('no key of KMS encrypts its secrets');
    if (!worst) return unread ?? pass();
    const seen = ills.map((one) => one.seen);
    const dated = fail(`${worst.says}.`, seen, { grade: 'critical' });
    return worst.isDated ? dated : fail(`${worst.says}.`, seen);
  },

  remediation: enablingKeys,
});
