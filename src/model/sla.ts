import type { Severity } from './verdict.ts';

/** Minutes from when a finding of a severity opened until it has to be put right; a severity that is not named has no deadline. */
export type Sla = Readonly<Partial<Record<Severity, number>>>;
