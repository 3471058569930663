import { tendHandlerOf } from './wire/fix-tend.ts';

/** Looks after fixes: what has expired, what was left, and what policy lets be done by itself. It calls no cloud. */
export const handler = tendHandlerOf();
