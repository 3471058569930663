import { reportHandlerOf } from './wire/report.ts';

/** Called by the clock with the name of a report: writes it to the bucket. */
export const handler = reportHandlerOf();
