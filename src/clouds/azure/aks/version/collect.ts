import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { aksVersions, versionsAddress } from './resource.ts';

/** Reads what AKS offers a subscription in each location that holds a cluster of it. */
export function collectVersions(at: AzureReader, locations: readonly string[]): Promise<void> {
  const api = 'Microsoft.ContainerService/locations/kubernetesVersions/read';
  const subscription = at.sheet.target.id.replace(/^azure:/, '');
  const address = (location: string): string => versionsAddress(subscription, location);
  const clusters = at.clients.containers.managedClusters;
  return at.sheet.each({ api, types: [aksVersions], address }, [...new Set(locations)], async (location) => {
    const answer = await at.call(api, (options) => clusters.listKubernetesVersions(location, options));
    at.sheet.add(aksVersions, { id: address(location), name: location, config: storedOf(answer) });
  });
}
