import { judgeHandlerOf } from './wire/judge-changes.ts';

/** Announces what changes will do, and judges what was read after them. It calls no cloud. */
export const handler = judgeHandlerOf();
