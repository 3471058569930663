import { expect, it } from 'vitest';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import rule from '#rules/aws/eks/eks-node-role-overprivileged';
import { nodeRoleWith, roleArn } from '../../../support/aws/iam.ts';
import { make } from '../../../support/build.ts';
import { judgedBy } from '../../../support/judged-by.ts';

const group = make(eksNodegroup, 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/workers/1', { nodeRole: roleArn });
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';

it('the evidence is the ARN of an attached policy and the name of an inline one', () => {
  const on = nodeRoleWith([admin], { extra: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
  const [found] = judgedBy(rule, on, { beside: [group] }).judgements;
  expect(found?.evidence).toEqual([
    { at: 'AttachedManagedPolicies[1].PolicyArn', actual: admin },
    { at: 'RolePolicyList[0].PolicyName', actual: 'extra' },
  ]);
});
it('there is no plan while the policies are not known', () => {
  const on = nodeRoleWith([], {}, { AttachedManagedPolicies: undefined });
  expect(judgedBy(rule, on, { beside: [group] }).plan()).toEqual({
    cannot: 'The answer has no AttachedManagedPolicies.',
  });
});
