import { alertHandlerOf } from './wire/alert.ts';

/** Deals with news of findings: whom it concerns, and what falls due by itself. It calls no cloud, and tells nobody. */
export const handler = alertHandlerOf();
