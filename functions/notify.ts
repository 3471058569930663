import { notifyHandlerOf } from './wire/notify.ts';

/** Tells one channel of Slack what is due there. */
export const handler = notifyHandlerOf();
