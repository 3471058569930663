import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { nodeRoleWith, policyWith, roleArn } from '../../../support/aws/iam.ts';
import { make } from '../../../support/build.ts';

const group = make(eksNodegroup, 'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/workers/1', { nodeRole: roleArn });
const base = 'arn:aws:iam::111122223333:policy/base';
const allow = (Action: string) => ({ Effect: 'Allow', Action, Resource: '*' });
const deny = (Action: string, more = {}) => ({ Effect: 'Deny', Action, Resource: '*', ...more });
const inline = (...statements: readonly unknown[]) => ({
  on: nodeRoleWith([], { extra: statements }),
  beside: [group],
});
const grants = (what: string) => `extra grants ${what} on every resource.`;

/** The cases of what a policy denies, or leaves out, that takes nothing away from a node role. */
export const denials = {
  fail: {
    'a Deny with a condition removes nothing': {
      ...inline(
        allow('kms:Decrypt'),
        deny('kms:*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      ),
      message: grants('kms:Decrypt'),
    },
    'a Deny on another account removes nothing': {
      ...inline(allow('sts:AssumeRole'), deny('sts:AssumeRole', { Resource: 'arn:aws:iam::999999999999:role/*' })),
      message: grants('sts:AssumeRole'),
    },
    'a Deny on another account in a policy that is allowed removes nothing': {
      on: nodeRoleWith([base]),
      beside: [group, policyWith(base, [allow('*'), deny('*', { Resource: 'arn:aws:iam::999999999999:*' })])],
      params: { allowedPolicies: ['AmazonEKSWorkerNodePolicy', base] },
      message: 'base grants every action.',
      grade: 'critical' as const,
    },
    'what is left out of another account leaves the own one in': {
      ...inline({
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        NotResource: 'arn:aws:kms:*:999999999999:key/*',
      }),
      message: grants('kms:Decrypt'),
    },
  },
};
