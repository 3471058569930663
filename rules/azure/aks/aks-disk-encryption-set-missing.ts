import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { aksPlainDisks } from '#clouds/azure/compute/disk/facts';
import { flag } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'aks-disk-encryption-set-missing',
  on: aksCluster,
  uses: [aksPlainDisks],
  title: 'Disks of an AKS cluster are encrypted with a key of the customer',
  severity: 'low',
  control: 'disks-encrypted',
  why: 'A key of your own can be taken away from disks, and its use is logged.',
  fix: 'Build the cluster anew with a disk encryption set; a single disk is moved to one while it is not attached.',
  references: ['https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys'],
  peers: [
    'powerpipe:kubernetes_cluster_os_and_data_disks_encrypted_with_cmk',
    'prowler:vm_ensure_attached_disks_encrypted_with_cmk',
    'prowler:vm_ensure_unattached_disks_encrypted_with_cmk',
    'trivy:AVD-AZU-0067',
  ],
  params: z.object({ requireCmk: flag(false) }),

  evaluate(cluster, { fact, params }) {
    if (!params.requireCmk) return notApplicable('policy asks for no key of the customer');
    const { config } = cluster;
    if (!config.diskEncryptionSetID)
      return fail('The cluster has no disk encryption set.', saidAt(config, 'diskEncryptionSetID', 'an ARM id'));
    const plain = fact(aksPlainDisks, cluster);
    if (isUnread(plain)) return plain;
    if (plain.length === 0) return pass();
    return plain.map((disk) =>
      isUnread(disk)
        ? disk
        : fail(`The disk ${disk.name} is encrypted with a key of the platform alone.`, disk.seen, { key: disk.id }),
    );
  },
});
