import type { PutKeyPolicyRequest } from '@aws-sdk/client-kms';
import { defineAction, wire, type Action, type CannotPlan, type ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { parseArn } from '../../address.ts';
import { parseStatements } from '../../iam/policy/document.ts';
import { isAbout, type Outsider } from '../../iam/policy/grant-facts.ts';
import { withoutOutsider } from '../../iam/policy/without-outsider.ts';
import { kmsKeyPolicy } from './resource.ts';

/**
 * Replaces the policy of a key. The service does not compare; the policy that stood there is the undo.
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export const putKeyPolicy = defineAction({
  name: 'kms.put-key-policy',
  on: kmsKeyPolicy,
  kind: 'replace',
  permissions: ['kms:PutKeyPolicy'],
  writes: ['Policy'],
  request: wire<{ Policy: NonNullable<PutKeyPolicyRequest['Policy']> }>(),
  simulate: (it, { Policy }) => [{ put: { ...it, config: { ...it.config, Policy } } }],
  undo: ({ config: { Policy } }, _, again) =>
    Policy === undefined ? { cannot: 'the policy that stood there is not known' } : [again({ Policy })],
});

/** Takes an outsider out of the policy of a key, where what stays lets the key's account change the policy again. */
export function closeKey(
  it: ResourceOf<typeof kmsKeyPolicy>,
  outsider: Outsider,
  own: string,
): readonly Action[] | CannotPlan {
  const Policy = withoutOutsider(it.config.Policy, outsider);
  if (typeof Policy !== 'string') return Policy;
  return staysOwned(Policy, own)
    ? [putKeyPolicy(it, { Policy })]
    : cannotPlan('no statement that stays lets the account of the key change its policy: nobody could any more');
}

const staysOwned = (policy: string, own: string): boolean =>
  (parseStatements(policy) ?? []).some(
    (statement) =>
      statement.effect === 'Allow' &&
      statement.conditions.length === 0 &&
      isAbout(statement, 'kms:PutKeyPolicy') &&
      (statement.principals['AWS'] ?? []).some((name) => isAccount(name, own)),
  );

function isAccount(principal: string, own: string): boolean {
  const arn = parseArn(principal);
  return principal === own || (arn?.account === own && arn.path === 'root');
}
