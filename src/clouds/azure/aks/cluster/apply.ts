import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { throughOperation } from '../../apply-operation.ts';
import { placeIn } from '../../apply-place.ts';
import type { AzureWriter } from '../../writer.ts';
import { updateAuthorizedRanges } from './actions.ts';

/**
 * Reads the cluster, since what is stored lacks its private parts, and puts it back with the ranges in it. `If-Match`
 * holds the ETag of the subject: the service refuses when the cluster has changed since that was read.
 */
export const applyAuthorizedRanges = defineApply(
  updateAuthorizedRanges,
  async (at: AzureWriter, { config }, request) => {
    const { group, name } = placeIn(config.id);
    const clusters = at.clients.containers.managedClusters;
    const now = await at.call('Microsoft.ContainerService/managedClusters/read', (options) =>
      clusters.get(group, name, options),
    );
    const profile = { ...now.apiServerAccessProfile, ...sendable(request) };
    const ifMatch = config.eTag ?? now.eTag;
    await throughOperation(
      at,
      {
        write: 'Microsoft.ContainerService/managedClusters/write',
        look: 'Microsoft.ContainerService/locations/operations/read',
      },
      (options) =>
        clusters.createOrUpdate(group, name, { ...now, apiServerAccessProfile: profile }, { ...options, ifMatch }),
    );
  },
);
