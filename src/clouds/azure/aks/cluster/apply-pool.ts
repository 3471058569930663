import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { throughOperation } from '../../apply-operation.ts';
import { placeIn } from '../../apply-place.ts';
import { merged } from '../../merge.ts';
import type { AzureWriter } from '../../writer.ts';
import { updatePool } from './pool-actions.ts';

/**
 * Changes some fields of a pool: reads it and puts it back changed. `If-Match` holds the ETag of the pool in the subject:
 * the service refuses when the pool has changed since that was read.
 */
export const applyPoolChange = defineApply(
  updatePool,
  async (at: AzureWriter, { config }, { agentPoolName, change }): Promise<void> => {
    const { group, name } = placeIn(config.id);
    const pools = at.clients.containers.agentPools;
    const now = await at.call('Microsoft.ContainerService/managedClusters/agentPools/read', (options) =>
      pools.get(group, name, agentPoolName, options),
    );
    const ifMatch = config.agentPoolProfiles?.find((pool) => pool.name === agentPoolName)?.eTag ?? now.eTag;
    await throughOperation(
      at,
      {
        write: 'Microsoft.ContainerService/managedClusters/agentPools/write',
        look: 'Microsoft.ContainerService/locations/operations/read',
      },
      (options) =>
        pools.createOrUpdate(group, name, agentPoolName, merged(now, sendable(change)), { ...options, ifMatch }),
    );
  },
);
