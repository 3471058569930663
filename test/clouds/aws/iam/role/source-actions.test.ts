import { expect, test } from 'vitest';
import { bindSources } from '#clouds/aws/iam/role/source-actions';
import { controlPlanes, fargatePods } from '#clouds/aws/iam/role/source-facts';
import { roleWith } from '../../../../support/aws/iam.ts';

const letting = (Service: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service },
  Action: 'sts:AssumeRole',
  ...more,
});
const pods = 'eks-fargate-pods.amazonaws.com';
const ofProfiles = { 'aws:SourceArn': 'arn:aws:eks:*:111122223333:fargateprofile/*' };

const documentAfter = (...statements: readonly object[]): unknown => {
  const plan = bindSources(roleWith(statements), [fargatePods, controlPlanes]);
  if ('cannot' in plan) return plan;
  const { PolicyDocument } = plan[0]?.request as { PolicyDocument: string };
  return (JSON.parse(PolicyDocument) as { Statement: unknown }).Statement;
};

test('a test of the source is added, and what is tested already stays', () => {
  const like = { 'aws:sourcearn': 'arn:aws:eks:eu-west-1:111122223333:cluster/shop' };
  expect(documentAfter(letting(pods, { Sid: 'Pods', Condition: { ArnLike: like } }))).toEqual([
    letting([pods], { Sid: 'Pods', Condition: { ArnLike: like, ArnEquals: ofProfiles } }),
  ]);
});

test('each service is bound to its own objects, and others in the statement are not bound', () => {
  const both = letting([pods, 'ec2.amazonaws.com', 'eks.amazonaws.com'], { Sid: 'All' });
  expect(documentAfter(both)).toEqual([
    letting(['ec2.amazonaws.com'], { Sid: 'All' }),
    letting([pods], { Condition: { ArnLike: ofProfiles } }),
    letting(['eks.amazonaws.com'], {
      Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:*:111122223333:cluster/*' } },
    }),
  ]);
});

test('a statement that is bound stays as it is', () => {
  const bound = letting(pods, { Condition: { ArnLike: ofProfiles } });
  expect(documentAfter(bound, letting([pods]))).toEqual([
    bound,
    letting([pods], { Condition: { ArnLike: ofProfiles } }),
  ]);
});
