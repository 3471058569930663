import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, type Evidence, type Unknown } from '#rule';
import { groupBeside } from '../../address.ts';
import { aksCluster } from '../../aks/cluster/resource.ts';
import { azureDisk } from './resource.ts';

/** A disk of a cluster that only the platform's key encrypts, or of which the answer does not say. */
export type PlainDisk = { readonly name: string; readonly id: string; readonly seen: Evidence } | Unknown;

const platformKey = 'EncryptionAtRestWithPlatformKey';

/**
 * The disks of a cluster that no key of the customer encrypts: those in the node resource group, and persistent volumes
 * elsewhere that are attached to a machine of it.
 * Source: https://learn.microsoft.com/azure/virtual-machines/disk-encryption
 */
export const aksPlainDisks = defineFact({
  name: 'aks.plain-disks',
  of: aksCluster,
  uses: [azureDisk],
  work({ id, config }, { list }): readonly PlainDisk[] | Unknown {
    const nodeGroup = groupBeside(id, config.nodeResourceGroup);
    if (nodeGroup === undefined) return fieldMissing('nodeResourceGroup');
    return list(azureDisk, { nodeGroup }).items.flatMap(plainOf);
  },
});

function plainOf({ id, name, config }: ResourceOf<typeof azureDisk>): readonly PlainDisk[] {
  const type = config.encryption?.type;
  if (type === undefined) return [fieldMissing(`encryption.type of the disk ${name}`)];
  return type.toLowerCase() === platformKey.toLowerCase()
    ? [{ name, id, seen: { at: `${id}#encryption.type`, actual: type, expected: 'EncryptionAtRestWithCustomerKey' } }]
    : [];
}
