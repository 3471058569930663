import { z } from 'zod';
import { eksEncryption, eksKeys } from '#clouds/aws/ec2/volume/encryption-facts';
import { volume } from '#clouds/aws/ec2/volume/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { flag } from '#lib/params';
import { plural } from '#lib/text';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'eks-node-ebs-unencrypted',
  on: [eksNodegroup, eksCluster, volume],
  uses: [eksEncryption, eksKeys],
  title: 'The volumes of EKS nodes and of persistent volume claims are encrypted',
  severity: 'medium',
  grades: ['low'],
  control: 'disks-encrypted',
  why: 'Images, secrets and data on a disk can be read from a snapshot or a copy of it.',
  fix: 'Turn encryption by default on, replace the nodes, and copy the volumes of claims through encrypted snapshots.',
  references: [
    'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html',
  ],
  peers: [
    'kubescape:C-0264',
    'prowler:ec2_ebs_volume_encryption',
    'trivy:AVD-AWS-0008',
    'trivy:AVD-AWS-0026',
    'trivy:AVD-AWS-0131',
  ],
  params: z.object({ requireCmk: flag(false) }),

  evaluate(it, { fact, params }) {
    const found = fact(eksEncryption, it);
    if ('verdict' in found) return found;
    const { byAws, unread } = params.requireCmk ? fact(eksKeys, it) : { byAws: [], unread: [] };
    const plain = found.plain.map(({ of, seen }) =>
      fail(`Not encrypted: ${volumes(seen)} of ${of}.`, seen, { key: of }),
    );
    const template = fail(
      'Its launch template turns the encryption of new volumes off.',
      found.pinned,
      latent('template'),
    );
    const keys = byAws.map(({ of, seen }) =>
      fail(`Encrypted with the key that AWS manages: ${volumes(seen)} of ${of}.`, seen, latent(`${of}/key`)),
    );
    const fails = [...plain, ...(found.pinned.length > 0 ? [template] : []), ...keys];
    const answers = [...fails, ...found.unread, ...unread];
    return answers.length > 0 ? answers : pass();
  },
});

const volumes = (seen: readonly unknown[]): string => plural(seen.length, 'volume');
const latent = (key: string) => ({ key, grade: 'low' }) as const;
