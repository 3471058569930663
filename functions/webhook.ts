import { webhookHere } from './wire/webhook.ts';

/** Takes what Event Grid and Pub/Sub deliver, from their configured senders alone, and puts it on the queue of changes. */
export const handler = await webhookHere();
