import { severities, unknown, type Severity, type Unknown } from '#rule';
import { isCustomRole } from '../../gke/cluster/node-role-facts.ts';
import { isCrowd } from './admin-facts.ts';
import { isAnyone, type Grant } from './grant-facts.ts';
import { actsAsAccounts, podsOf } from './pod-facts.ts';

/** A role that more pods or people hold than one workload, and what a person calls them. */
export interface BroadGrant {
  readonly grade: Severity;
  readonly who: string;
}

/**
 * How grave it is that a policy gives a role to a member: any role to many pods at once, and one to act as accounts to a crowd or
 * to pods that name no account. Less grave by one under a condition; undefined where nothing is broad about it.
 */
export function broadGrant(
  { member, role, isConditional }: Grant,
  allowedNamespaces: readonly string[],
): BroadGrant | Unknown | undefined {
  const graded = (grade: Severity, who: string): BroadGrant => ({
    grade: isConditional ? (severities[severities.indexOf(grade) + 1] ?? grade) : grade,
    who,
  });
  const acts = isCustomRole(role) ? untold(member, role) : actsAsAccounts(role);
  const pods = podsOf(member);
  if (!pods) {
    if (acts === false || !isCrowd(member)) return undefined;
    return acts === true ? graded(isAnyone(member) ? 'critical' : 'high', member) : acts;
  }
  const { are, namespace = '', words } = pods;
  switch (are) {
    case 'of an account':
      return undefined;
    case 'told otherwise':
      return unknown('outside', `Which pods ${member} stands for is not known here.`);
    case 'all of a pool':
    case 'all of a cluster':
      return graded('high', words);
    case 'all of a namespace':
      return allowedNamespaces.includes(namespace) ? undefined : graded('medium', words);
    case 'without an account of their own':
      if (acts === false) return undefined;
      return acts === true ? graded(namespace === 'default' ? 'high' : 'medium', words) : acts;
  }
}

const untold = (member: string, role: string): Unknown =>
  unknown('outside', `What ${role} of ${member} allows is not read.`);
