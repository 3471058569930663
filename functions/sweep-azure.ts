import { azureParts } from './wire/azure.ts';
import { sweepHandlerOf } from './wire/sweep.ts';

/** A sweep's part in Azure, and in the clusters there. */
export const handler = sweepHandlerOf(azureParts);
