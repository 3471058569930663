import { describe, expect, test } from 'vitest';
import { excessOf } from '#clouds/aws/iam/role/excess-facts';
import { rolePolicies } from '#clouds/aws/iam/role/policy-facts';
import { isUnread } from '#rule';
import { answerOf } from '../../../../support/aws/fact.ts';
import { nodeRoleWith, policyWith } from '../../../../support/aws/iam.ts';

const worker = 'AmazonEKSWorkerNodePolicy';
const cni6 = 'AmazonEKS_CNI_IPv6_Policy';
const own = (name: string): string => `arn:aws:iam::111122223333:policy/${name}`;
const allow = (Action: string) => ({ Effect: 'Allow', Action, Resource: '*' });

/** What is too much on a role with the worker policy of AWS and what a test adds, each as `name is excess`. */
function excess(
  attached: readonly string[],
  inline: Readonly<Record<string, unknown>> = {},
  { allowed = [worker], allowCniOnNode = false, action = 'dynamodb:*' } = {},
): unknown {
  const documents = attached.map((arn) => policyWith(arn, [allow(action)]));
  const policies = answerOf(rolePolicies, nodeRoleWith(attached, inline), documents);
  if (isUnread(policies)) return policies;
  const answer = excessOf(policies, { allowedPolicies: allowed, allowCniOnNode });
  return answer.excess.map((one) => `${one.policy.name} is ${one.excess}`);
}

describe('a name is allowed', () => {
  test.each(['aws', 'aws-cn', 'aws-us-gov'])("for AWS's own policies of the partition %s", (partition) => {
    const arn = `arn:${partition}:iam::aws:policy/service-role/extra`;
    expect(excess([arn], {}, { allowed: [worker, 'extra'] })).toEqual([]);
    expect(excess([arn], {}, { allowed: [worker, arn] })).toEqual([]);
    expect(excess([arn])).toEqual(['extra is other']);
  });

  test("for AWS's own policies by their ARN, whatever else the answer calls them", () => {
    const admin = { PolicyName: worker, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
    const on = nodeRoleWith([], {}, { AttachedManagedPolicies: [admin] });
    expect(answerOf(rolePolicies, on)).toMatchObject([{ name: 'AdministratorAccess', by: 'aws' }]);
  });

  test('not for a policy that an account made under it', () => {
    expect(excess([own(worker)])).toEqual([`${worker} is other`]);
    expect(excess([], { [worker]: [allow('dynamodb:*')] })).toEqual([`${worker} is other`]);
  });
});

describe('an ARN is allowed', () => {
  test("for an account's own policy", () => {
    expect(excess([own('extra')], {}, { allowed: [worker, own('extra')] })).toEqual([]);
    expect(excess([own('team/extra')], {}, { allowed: [worker, own('extra')] })).toEqual(['extra is other']);
  });

  test('and excuses no rights that no node needs', () => {
    const options = { allowed: [worker, own('extra')], action: 'kms:Decrypt' };
    expect(excess([own('extra')], {}, options)).toEqual(['extra is broad']);
  });
});

describe('the CNI policy is allowed on nodes', () => {
  test("where it is AWS's own", () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy';
    expect(excess([arn], {}, { allowCniOnNode: true })).toEqual([]);
    expect(excess([arn])).toEqual(['AmazonEKS_CNI_Policy is add-on']);
  });

  test('where an account made it for IPv6, by its ARN only', () => {
    expect(excess([own(cni6)], {}, { allowCniOnNode: true })).toEqual([`${cni6} is add-on`]);
    expect(excess([own(cni6)], {}, { allowed: [worker, own(cni6)] })).toEqual([]);
  });
});
