import { onChangeHandlerOf } from './wire/on-change.ts';

/** Takes the audit events of all clouds. It calls none of them. */
export const handler = onChangeHandlerOf();
