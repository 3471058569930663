import { fieldMissing, unknown, type Evidence, type Unknown } from '#rule';
import type { eksAddon } from './resource.ts';

/** What EKS says is wrong with an add-on, and what says so. */
export interface AddonTrouble {
  readonly says: string;
  readonly seen: readonly Evidence[];
}

const unsettled = ['CREATING', 'UPDATING', 'DELETING'];
const unwell = ['DEGRADED', 'CREATE_FAILED', 'UPDATE_FAILED', 'DELETE_FAILED'];

/**
 * The trouble that EKS reports of an add-on by its state and by issues; undefined without any.
 * Sources: https://docs.aws.amazon.com/eks/latest/APIReference/API_Addon.html,
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_AddonIssue.html
 */
export function addonTrouble({ status, health }: typeof eksAddon.config): AddonTrouble | Unknown | undefined {
  if (status === undefined) return fieldMissing('status');
  if (unsettled.includes(status)) return unknown('in-transition', `The add-on is ${status}.`);
  const issues = (health?.issues ?? []).map(({ code }, i) => ({ code, at: `health.issues[${i}].code` }));
  const isUnwell = unwell.includes(status);
  if (issues.length === 0 && !isUnwell) {
    if (status !== 'ACTIVE') return unknown('malformed', `The add-on is in a state that is not known: ${status}.`);
    return health?.issues ? undefined : fieldMissing('health.issues');
  }
  const codes = [...new Set(issues.map(({ code }) => code ?? 'an issue without a code'))].sort();
  const says = codes.length > 0 ? `EKS reports ${codes.join(', ')}.` : `Its state is ${status}.`;
  const state = isUnwell ? [{ at: 'status', actual: status, expected: 'ACTIVE' }] : [];
  const told = issues.map(({ code, at }) =>
    code === undefined ? { at: 'health.issues', actual: 'no code' } : { at, actual: code },
  );
  return { says, seen: [...told, ...state] };
}
