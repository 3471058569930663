import { gcpParts } from './wire/gcp.ts';
import { sweepHandlerOf } from './wire/sweep.ts';

/** A sweep's part in Google Cloud, and in the clusters there. */
export const handler = sweepHandlerOf(gcpParts);
