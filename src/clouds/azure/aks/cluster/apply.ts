import type { ManagedCluster } from '@azure/arm-containerservice';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { throughOperation } from '../../apply-operation.ts';
import { placeIn } from '../../apply-place.ts';
import { merged } from '../../merge.ts';
import type { AzureWriter } from '../../writer.ts';
import { updateAuthorizedRanges, updateCluster } from './actions.ts';
import type { aksCluster } from './resource.ts';

/** Limits who may call the API server. */
export const applyAuthorizedRanges = defineApply(updateAuthorizedRanges, (at: AzureWriter, { config }, request) =>
  putBack(at, config, (now) => merged(now, { apiServerAccessProfile: sendable(request) })),
);

/** Changes some fields of a cluster. The client takes certificates as bytes, of which what is stored is the base64. */
export const applyClusterChange = defineApply(updateCluster, (at: AzureWriter, { config }, request) => {
  const { securityProfile, ...others } = request;
  const { customCATrustCertificates: texts, ...profile } = securityProfile ?? {};
  const customCATrustCertificates = texts?.map((text) => Buffer.from(text, 'base64'));
  const secured = securityProfile && { ...sendable(profile), ...(texts && { customCATrustCertificates }) };
  return putBack(at, config, (now) => merged(now, { ...sendable(others), securityProfile: secured }));
});

/**
 * Reads the cluster, since what is stored lacks its private parts, and puts it back changed. `If-Match` holds the ETag
 * of the subject: the service refuses when the cluster has changed since that was read.
 */
async function putBack(
  at: AzureWriter,
  subject: typeof aksCluster.config,
  change: (now: ManagedCluster) => ManagedCluster,
): Promise<void> {
  const { group, name } = placeIn(subject.id);
  const clusters = at.clients.containers.managedClusters;
  const now = await at.call('Microsoft.ContainerService/managedClusters/read', (options) =>
    clusters.get(group, name, options),
  );
  const ifMatch = subject.eTag ?? now.eTag;
  await throughOperation(
    at,
    {
      write: 'Microsoft.ContainerService/managedClusters/write',
      look: 'Microsoft.ContainerService/locations/operations/read',
    },
    (options) => clusters.createOrUpdate(group, name, change(now), { ...options, ifMatch }),
  );
}
