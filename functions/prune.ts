import { pruneHandlerOf } from './wire/prune.ts';

/** Called once a week: lets go of the files of runs that nobody keeps any more. No other function may delete one. */
export const handler = pruneHandlerOf();
