import { expect, test } from 'vitest';
import { bindToClusters } from '#clouds/aws/iam/role/pod-identity-actions';
import { roleArn, roleWith } from '../../../../support/aws/iam.ts';

const shop = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop';
const Action = ['sts:AssumeRole', 'sts:TagSession'];
const pods = 'pods.eks.amazonaws.com';

/** The statements of the trust that is planned for a role with these. */
function boundStatements(...statements: readonly object[]): unknown {
  const plan = bindToClusters(roleWith(statements), [shop]);
  if ('cannot' in plan) return plan.cannot;
  const [action] = plan;
  const { PolicyDocument } = action?.request as { PolicyDocument: string };
  return (JSON.parse(PolicyDocument) as { Statement: unknown }).Statement;
}

test('pods keep the role with a test of their cluster, and other services keep it without one', () => {
  const both = { Sid: 'Both', Effect: 'Allow', Action, Principal: { Service: ['ec2.amazonaws.com', pods] } };
  const { Sid: _named, ...unnamed } = both;
  expect(boundStatements(both)).toEqual([
    { ...both, Principal: { Service: ['ec2.amazonaws.com'] } },
    {
      ...unnamed,
      Principal: { Service: [pods] },
      Condition: { StringEquals: { 'aws:RequestTag/eks-cluster-arn': [shop] } },
    },
  ]);
});

test('tests that stand there stay, and statements that say whom they are for are left alone', () => {
  const tagged = { Effect: 'Allow', Action, Principal: { Service: pods } };
  const team = { ...tagged, Sid: 'Team', Condition: { StringEquals: { 'aws:RequestTag/team': 'shop' } } };
  const bound = { ...tagged, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };
  expect(boundStatements(team, bound)).toEqual([
    {
      ...team,
      Principal: { Service: [pods] },
      Condition: { StringEquals: { 'aws:RequestTag/team': 'shop', 'aws:RequestTag/eks-cluster-arn': [shop] } },
    },
    bound,
  ]);
});

test('clusters are for policy to name', () => {
  const open = { Effect: 'Allow', Action, Principal: { Service: pods } };
  expect(bindToClusters(roleWith([open]), undefined)).toEqual({
    cannot: `allowedClusters names no clusters for ${roleArn}`,
  });
});
