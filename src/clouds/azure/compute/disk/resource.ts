import type { Disk } from '@azure/arm-compute';
import { defineType, wire } from '#model';
import { resourceGroupOf, subscriptionOf } from '../../address.ts';

/** The tag that the disk driver gives to a disk that it makes for a persistent volume. */
const volumeTag = 'kubernetes.io-created-for-pv-name';

/** A managed disk: an entry of `disks.list`. */
export const azureDisk = defineType({
  name: 'azure.disk',
  scope: 'azure-subscription',
  reads: ['Microsoft.Compute/disks/read'],
  changedBy: [
    'Microsoft.Compute/disks/write',
    'Microsoft.Compute/disks/delete',
    'Microsoft.Compute/disks/beginGetAccess/action',
    'Microsoft.Compute/disks/endGetAccess/action',
  ],
  volatile: ['lastOwnershipUpdateTime', 'propertyUpdatesInProgress', 'completionPercent'],
  config: wire<Disk>(),
  keys: {
    /**
     * The ARM ids, in lower case, of the groups whose cluster it can be of: its own, and for a persistent volume the one
     * of the machine that it is attached to.
     */
    nodeGroup: ({ id = '', tags, managedBy = '' }) =>
      [id, tags?.[volumeTag] === undefined ? '' : managedBy].flatMap((it) => resourceGroupOf(it) ?? []),
  },
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
