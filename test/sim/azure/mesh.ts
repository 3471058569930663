import { apiVersion } from './clusters.ts';
import { childNotFound } from './refuse.ts';
import type { Route } from './routes.ts';

/** What the Istio add-on offers in a location, as `@azure/arm-containerservice` asks for it. */
export const meshRoutes: readonly Route[] = [
  {
    operation: 'containerservice:managedClusters.getMeshRevisionProfile',
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}/meshRevisionProfiles/{mode}',
    apiVersion,
    answer({ subscription, params: { location = '', mode = '' } }) {
      const meshRevisions = subscription?.meshRevisions ?? [];
      const id = `/subscriptions/any/providers/Microsoft.ContainerService/locations/${location}/meshRevisionProfiles/${mode}`;
      const type = 'Microsoft.ContainerService/locations/meshRevisionProfiles';
      return mode === 'istio'
        ? { status: 200, body: { id, name: mode, type, properties: { meshRevisions } } }
        : childNotFound(mode);
    },
  },
];

/** What AKS offers of Istio, for the versions of Kubernetes that it offers. */
export const offeredRevisions = [
  {
    revision: 'asm-1-27',
    upgrades: ['asm-1-28'],
    compatibleWith: [{ name: 'kubernetes', versions: ['1.31', '1.32', '1.33'] }],
  },
  { revision: 'asm-1-28', upgrades: [], compatibleWith: [{ name: 'kubernetes', versions: ['1.32', '1.33', '1.34'] }] },
];
