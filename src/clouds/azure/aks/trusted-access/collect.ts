import { required } from '../../../pages.ts';
import { objectIn } from '../../address.ts';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { trustedAccess, trustedAccessOf, type Kept } from './resource.ts';

/** Reads which services may act in some clusters, given by their ARM ids. */
export function collectTrustedAccess(at: AzureReader, clusters: readonly string[]): Promise<void> {
  const api = 'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings/read';
  return at.sheet.each({ api, types: [trustedAccess], address: trustedAccessOf }, clusters, async (cluster) => {
    const { group, name } = required(objectIn(cluster), 'a resource group');
    const value: Kept[] = [];
    await at.pages(
      api,
      (options) => at.clients.containers.trustedAccessRoleBindings.list(group, name, options),
      ({ name: binding, provisioningState, sourceResourceId, roles }) =>
        void value.push({
          sourceResourceId,
          roles,
          ...(binding !== undefined && { name: binding }),
          ...(provisioningState !== undefined && { provisioningState }),
        }),
    );
    at.sheet.add(trustedAccess, { id: trustedAccessOf(cluster), name, config: storedOf({ value }) });
  });
}
