import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { aksDiskExports, type Copy } from '#clouds/azure/compute/disk/export-facts';
import { defineRule, fail, isUnread, pass, unknown } from '#rule';

export default defineRule({
  id: 'azure-disk-network-access-public',
  on: aksCluster,
  uses: [aksDiskExports],
  title: 'Nobody copies disks of an AKS cluster or their snapshots over the internet',
  severity: 'low',
  grades: ['high'],
  control: 'disks-encrypted',
  why: 'Whoever may make a link to a disk downloads everything on it from anywhere, past the keys that encrypt it.',
  fix: 'Revoke links that nobody needs, deny network access to the disks, and set networkAccessPolicy to DenyAll in the StorageClass.',
  references: [
    'https://learn.microsoft.com/azure/virtual-machines/disks-restrict-import-export-overview',
    'https://learn.microsoft.com/azure/aks/azure-csi-disk-storage-provision',
  ],
  peers: ['trivy:AVD-AZU-0038'],

  evaluate(cluster, { fact }) {
    const found = fact(aksDiskExports, cluster);
    if (isUnread(found)) return found;
    const { linked, open, untold, unread } = found;
    const links = linked.map((it) => {
      const seen = { at: `${it.id}#diskState`, actual: it.config.diskState };
      const words = `A link leads to what is on the ${kindOf(it)} ${it.name} now.`;
      return fail<'high'>(words, seen, { key: it.id, grade: 'high' });
    });
    const unsaid = untold.map(({ name }) => unknown('field-missing', `The answer does not say who may copy ${name}.`));
    if (open.length === 0) return links.length + unsaid.length > 0 ? [...links, ...unsaid] : pass();
    const [first] = open;
    const rest = open.length > 1 ? ` and ${open.length - 1} more` : '';
    const words = `Links to ${first?.name}${rest} can be made that work on every network.`;
    const seen = open.map((it) => ({ at: `${it.id}#networkAccessPolicy`, actual: it.config.networkAccessPolicy }));
    return [...links, fail(words, seen), ...unsaid, ...(unread ? [unread] : [])];
  },
});

const kindOf = ({ type }: Copy): string => (type === 'azure.disk' ? 'disk' : 'snapshot');
