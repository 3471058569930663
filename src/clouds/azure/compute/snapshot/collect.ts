import type { AzureReader } from '../../reader.ts';
import { collectWhole } from '../../whole-listing.ts';
import { diskSnapshot } from './resource.ts';

/** Reads the snapshots of disks of a subscription. */
export const collectSnapshots = (at: AzureReader): Promise<void> =>
  collectWhole(at, {
    type: diskSnapshot,
    list: (options) => at.clients.compute.snapshots.list(options),
    stamp: ({ uniqueId }) => uniqueId,
  });
