import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { secretsVault } from '#clouds/azure/aks/cluster/vault-facts';
import { keyWeakness, vaultWeaknesses } from '#clouds/azure/keyvault/vault/facts';
import { count, flag } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'azure-keyvault-kms-weak',
  on: aksCluster,
  uses: [secretsVault],
  title: 'The vault behind the Secrets of an AKS cluster keeps its key and is closed to unknown networks',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'keys-healthy',
  why: 'Without its key nothing in the cluster can read a Secret, and what is purged from a vault never comes back.',
  fix: 'Turn purge protection on, rotate a key before it expires, and close the vault where the cluster reaches it privately.',
  references: [
    'https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption',
    'https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview',
    'https://learn.microsoft.com/azure/key-vault/general/network-security',
  ],
  peers: ['trivy:AVD-AZU-0013', 'trivy:AVD-AZU-0016'],
  params: z.object({ keyExpiryDays: count(30), requirePrivateVault: flag(false) }),
  timed: true,

  evaluate(cluster, { fact, params, at }) {
    const found = fact(secretsVault, cluster);
    if (found === 'none') return notApplicable('no key of a vault encrypts its Secrets');
    if (isUnread(found)) return found;
    const { vault, key, isReachedPublicly } = found;
    const ofKey = keyWeakness(key, { at, days: params.keyExpiryDays });
    const all = [...vaultWeaknesses(vault), ...(ofKey ? [ofKey] : [])];
    const weak = all.flatMap((it) => (isUnread(it) ? [] : it));
    const unread = all.filter(isUnread);
    if (weak.length === 0) return unread.length > 0 ? unread : pass();
    const open = isReachedPublicly && !params.requirePrivateVault ? 'low' : undefined;
    const grade = weak.some(({ isOpenness }) => !isOpenness) ? 'high' : open;
    const message = `The vault ${vault.name}: ${weak.map(({ words }) => words).join(', ')}.`;
    const seen = weak.map((it) => it.seen);
    return [fail<'high' | 'low'>(message, seen, { key: vault.id, grade }), ...unread];
  },
});
