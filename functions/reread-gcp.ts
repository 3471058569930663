import { gcpEvents } from '#clouds/gcp/events';
import { changeInCluster, kubernetesEvents } from '#clouds/kubernetes/events';
import { gcpParts } from './wire/gcp.ts';
import { rereadHandlerOf } from './wire/reread.ts';

/** Reads again what a change touched in Google Cloud, and in the clusters there. */
export const handler = rereadHandlerOf(gcpParts, [gcpEvents(changeInCluster), kubernetesEvents]);
