import type { AzureReader } from '../../reader.ts';
import { collectWhole } from '../../whole-listing.ts';
import { applicationGateway } from './resource.ts';

/** Reads the application gateways of a subscription. */
export const collectApplicationGateways = (at: AzureReader): Promise<void> =>
  collectWhole(at, {
    type: applicationGateway,
    list: (options) => at.clients.networks.applicationGateways.listAll(options),
    stamp: ({ resourceGuid }) => resourceGuid,
  });
