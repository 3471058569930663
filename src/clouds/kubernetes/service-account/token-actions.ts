import type { CannotPlan } from '#model';
import { cannotPlan } from '#rule';
import type { SecurityPatch } from '../workload/actions.ts';
import type { ApiToken } from './token-facts.ts';

/** The patch by which the pods of a workload are no longer given a token by themselves. */
export const patchWithoutToken = ({ asked }: ApiToken): SecurityPatch | CannotPlan =>
  asked === false ? cannotPlan('a volume of its own holds the token') : { automountServiceAccountToken: false };
