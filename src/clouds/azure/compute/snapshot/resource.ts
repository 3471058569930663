import type { Snapshot } from '@azure/arm-compute';
import { defineType, wire } from '#model';
import { armId, resourceGroupOf, subscriptionOf } from '../../address.ts';

/** A snapshot of a managed disk: an entry of `snapshots.list`. */
export const diskSnapshot = defineType({
  name: 'azure.snapshot',
  scope: 'azure-subscription',
  reads: ['Microsoft.Compute/snapshots/read'],
  changedBy: [
    'Microsoft.Compute/snapshots/write',
    'Microsoft.Compute/snapshots/delete',
    'Microsoft.Compute/snapshots/beginGetAccess/action',
    'Microsoft.Compute/snapshots/endGetAccess/action',
  ],
  volatile: ['completionPercent'],
  config: wire<Snapshot>(),
  keys: {
    /** The ARM ids, in lower case, of the groups whose cluster it can be of: its own, and that of the disk that it was taken of. */
    nodeGroup: ({ id = '', creationData }) =>
      [id, creationData?.sourceResourceId ?? ''].flatMap((it) => resourceGroupOf(armId(it)) ?? []),
  },
  home: subscriptionOf,
  settling: ({ provisioningState }) => ['Creating', 'Deleting'].find((it) => it === provisioningState),
});
