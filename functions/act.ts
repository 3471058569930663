import { actHandlerOf } from './wire/act.ts';

/** Does what people press and type in Slack, as far as they may. It calls no cloud. */
export const handler = actHandlerOf();
