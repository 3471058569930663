import { awsFixParts } from './wire/fix-aws.ts';
import { fixHandlerOf } from './wire/fix.ts';

/** Makes one step of a fix in AWS, or in a cluster there. */
export const handler = fixHandlerOf(awsFixParts);
