import { azureEvents } from '#clouds/azure/events';
import { kubernetesEvents } from '#clouds/kubernetes/events';
import { azureParts } from './wire/azure.ts';
import { rereadHandlerOf } from './wire/reread.ts';

/** Reads again what a change touched in Azure, and in the clusters there. */
export const handler = rereadHandlerOf(azureParts, [azureEvents, kubernetesEvents]);
