import type { Action, CannotPlan, ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { parseStatements } from '../policy/document.ts';
import type { Outsider } from '../policy/grant-facts.ts';
import { withoutOutsider } from '../policy/without-outsider.ts';
import { updateTrust } from './actions.ts';
import type { role } from './resource.ts';

/** Takes an outsider out of the trust of a role, where others stay who can assume it. */
export function closedTo(it: ResourceOf<typeof role>, outsider: Outsider | undefined): readonly Action[] | CannotPlan {
  if (!outsider) return cannotPlan('say in the trust who of the account is to assume it');
  const PolicyDocument = withoutOutsider(it.config.AssumeRolePolicyDocument, outsider);
  if (typeof PolicyDocument !== 'string') return PolicyDocument;
  const isLeft = parseStatements(PolicyDocument)?.some(({ effect }) => effect === 'Allow') ?? false;
  return isLeft ? [updateTrust(it, { PolicyDocument })] : cannotPlan('nobody else could assume it any more');
}
