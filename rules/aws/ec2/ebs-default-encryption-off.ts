import { enableEbsEncryption } from '#clouds/aws/ec2/ebs-encryption-default/actions';
import { ebsEncryptionDefault } from '#clouds/aws/ec2/ebs-encryption-default/resource';
import { clustersMissed } from '#clouds/aws/ecr/registry-facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { defineRule, fail, fieldMissing, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'ebs-default-encryption-off',
  on: ebsEncryptionDefault,
  uses: [eksCluster],
  title: 'New EBS volumes are encrypted in regions with clusters',
  severity: 'medium',
  control: 'disks-encrypted',
  why: 'A volume that nobody thought of, of a node or of a claim, is readable in its snapshots and on its disk.',
  fix: 'Turn encryption by default on; a default key of your own has to let the autoscaling and EBS CSI roles use it.',
  references: ['https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html'],
  peers: ['prowler:ec2_ebs_default_encryption', 'securityhub:EC2.7'],

  evaluate({ config: { EbsEncryptionByDefault: on } }, { list }) {
    if (on === true) return passBecause('New volumes of the region are encrypted.');
    if (on === undefined) return fieldMissing('EbsEncryptionByDefault');
    const seen = { at: 'EbsEncryptionByDefault', actual: on, expected: true };
    const clusters = list(eksCluster);
    if (clusters.items.length === 0 && !clusters.unread) return notApplicable('no cluster stands in the region');
    return clustersMissed(clusters) ?? fail('New volumes of the region are not encrypted by default.', seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [enableEbsEncryption],
    plan: (it) => [enableEbsEncryption(it, {})],
  },
});
