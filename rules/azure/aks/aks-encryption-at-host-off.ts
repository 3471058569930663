import { isConfidential, ownPools, sizesOf, uncovered, unencrypted } from '#clouds/azure/aks/cluster/pool-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'aks-encryption-at-host-off',
  on: aksCluster,
  title: 'Temporary disks and caches of AKS nodes are encrypted at the host',
  severity: 'medium',
  control: 'disks-encrypted',
  why: 'Images, logs and emptyDir volumes lie on temporary disks and caches, which nothing else encrypts.',
  fix: 'Add a pool with encryption at host, drain the old one and delete it: the setting of a pool cannot be changed.',
  references: ['https://learn.microsoft.com/azure/aks/enable-host-encryption'],
  peers: ['powerpipe:kubernetes_cluster_temp_disks_and_agent_node_pool_cache_encrypted_at_host'],

  evaluate({ config }) {
    const own = ownPools(config);
    if (isUnread(own)) return own;
    const note = uncovered(config);
    const pools = own.filter(({ profile }) => !isConfidential(profile));
    const open = pools.filter(({ profile }) => profile.enableEncryptionAtHost !== true);
    if (open.length > 0)
      return open.map((pool) => {
        const { name, profile } = pool;
        const what = profile.osDiskType === 'Ephemeral' ? 'System disks, temporary disks' : 'Temporary disks';
        const sizes = sizesOf(profile).join(', ') || 'its size';
        const said = `${what} and caches of the pool ${name} are not encrypted at the host; ${sizes} may not support it.`;
        return fail([said, note].join(' ').trim(), unencrypted(pool), { key: name });
      });
    if (pools.length === 0) return notApplicable(['no pool has machines that take it', note].join(' ').trim());
    return note ? passBecause(note) : pass();
  },
});
