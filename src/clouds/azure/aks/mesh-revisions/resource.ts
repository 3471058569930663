import type { MeshRevisionProfile } from '@azure/arm-containerservice';
import { defineType, wire } from '#model';
import { subscriptionOf } from '../../address.ts';
import { inLocation } from '../location.ts';

/** The revisions of Istio that AKS offers in one location: the answer of `getMeshRevisionProfile`. */
export const meshRevisions = defineType({
  name: 'aks.mesh-revisions',
  scope: 'azure-subscription',
  reads: ['Microsoft.ContainerService/locations/meshRevisionProfiles/read'],
  changedBy: [],
  config: wire<MeshRevisionProfile>(),
  home: subscriptionOf,
});

/** The address of the revisions of a location. */
export const meshRevisionsIn = (subscription: string, location: string): string =>
  inLocation(subscription, location, 'meshRevisionProfiles/istio');
