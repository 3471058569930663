import type { Disk } from '@azure/arm-compute';
import type { KubernetesVersion, ManagedCluster } from '@azure/arm-containerservice';
import type { Seeded } from '../seeded.ts';

const minor = (version: string, patch: string, more: Partial<KubernetesVersion> = {}): KubernetesVersion => ({
  version,
  capabilities: { supportPlan: ['KubernetesOfficial'] },
  patchVersions: { [`${version}.${patch}`]: { upgrades: [] } },
  ...more,
});

/** What AKS offers: one minor with long-term support alone, three with both plans or the usual one, and a preview. */
export const kubernetesVersions: readonly KubernetesVersion[] = [
  minor('1.31', '9', { capabilities: { supportPlan: ['AKSLongTermSupport'] } }),
  minor('1.32', '6', { capabilities: { supportPlan: ['KubernetesOfficial', 'AKSLongTermSupport'] } }),
  minor('1.33', '2', { isDefault: true }),
  minor('1.34', '0'),
  minor('1.35', '0', { isPreview: true }),
];

/** The disk of a persistent volume in the node resource group of a cluster. */
export function diskOf(random: Seeded, { id = '', location, nodeResourceGroup = '', name = '' }: ManagedCluster): Disk {
  const volume = `pvc-${random.hex(8)}`;
  const group = `/subscriptions/${id.split('/')[2] ?? ''}/resourceGroups/${nodeResourceGroup}`;
  return {
    id: `${group}/providers/Microsoft.Compute/disks/${volume}`,
    name: volume,
    type: 'Microsoft.Compute/disks',
    location,
    tags: {
      'kubernetes.io-created-for-pv-name': volume,
      'kubernetes.io-created-for-pvc-name': `data-${name}`,
      'kubernetes.io-created-for-pvc-namespace': 'shop',
    },
    sku: { name: 'Premium_LRS', tier: 'Premium' },
    managedBy: `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/aks-user-vmss/virtualMachines/aks-user-vmss_0`,
    creationData: { createOption: 'Empty' },
    diskSizeGB: 32,
    diskState: 'Attached',
    encryption: { type: random.pick(['EncryptionAtRestWithPlatformKey', 'EncryptionAtRestWithCustomerKey']) },
    networkAccessPolicy: 'AllowAll',
    publicNetworkAccess: 'Enabled',
    provisioningState: 'Succeeded',
    timeCreated: new Date('2026-03-01T00:00:00Z'),
    uniqueId: random.hex(32),
  };
}
