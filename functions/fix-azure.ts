import { azureFixParts } from './wire/fix-azure.ts';
import { fixHandlerOf } from './wire/fix.ts';

/** Makes one step of a fix in Azure, or in a cluster there. */
export const handler = fixHandlerOf(azureFixParts);
