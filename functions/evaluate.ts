import { evaluateHandlerOf } from './wire/evaluate.ts';

/** Judges the whole stored fleet, after a sweep or by another policy. */
export const handler = evaluateHandlerOf();
