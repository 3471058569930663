import { awsParts } from './wire/aws.ts';
import { sweepHandlerOf } from './wire/sweep.ts';

/** A sweep's part in AWS, and in the clusters there. */
export const handler = sweepHandlerOf(awsParts);
