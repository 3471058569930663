import { gcpFixParts } from './wire/fix-gcp.ts';
import { fixHandlerOf } from './wire/fix.ts';

/** Makes one step of a fix in Google Cloud, or in a cluster there. */
export const handler = fixHandlerOf(gcpFixParts);
