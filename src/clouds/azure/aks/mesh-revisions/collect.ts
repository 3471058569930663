import type { ManagedCluster } from '@azure/arm-containerservice';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { meshRevisions, meshRevisionsIn } from './resource.ts';

/** Reads which revisions of Istio AKS offers in each location that holds a cluster with the add-on. */
export function collectMeshRevisions(at: AzureReader, clusters: readonly ManagedCluster[]): Promise<void> {
  const api = 'Microsoft.ContainerService/locations/meshRevisionProfiles/read';
  const subscription = at.sheet.target.id.replace(/^azure:/, '');
  const address = (location: string): string => meshRevisionsIn(subscription, location);
  const meshed = clusters.filter(({ serviceMeshProfile: it }) => it?.mode.toLowerCase() === 'istio');
  const locations = new Set(meshed.map(({ location }) => location));
  return at.sheet.each({ api, types: [meshRevisions], address }, [...locations], async (location) => {
    const answer = await at.call(api, (options) =>
      at.clients.containers.managedClusters.getMeshRevisionProfile(location, 'istio', options),
    );
    at.sheet.add(meshRevisions, { id: address(location), name: location, config: storedOf(answer) });
  });
}
