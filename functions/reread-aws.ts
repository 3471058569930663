import { awsEvents } from '#clouds/aws/events';
import { kubernetesEvents } from '#clouds/kubernetes/events';
import { awsParts } from './wire/aws.ts';
import { rereadHandlerOf } from './wire/reread.ts';

/** Reads again what a change touched in AWS, and in the clusters there. */
export const handler = rereadHandlerOf(awsParts, [awsEvents, kubernetesEvents]);
