import type { AzureReader } from '../../reader.ts';
import { collectWhole } from '../../whole-listing.ts';
import { publicAddress } from './resource.ts';

/** Reads the public addresses of a subscription. */
export const collectPublicAddresses = (at: AzureReader): Promise<void> =>
  collectWhole(at, {
    type: publicAddress,
    list: (options) => at.clients.networks.publicIPAddresses.listAll(options),
    stamp: ({ resourceGuid }) => resourceGuid,
  });
