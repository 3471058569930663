import { describe, expect, test } from 'vitest';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { nodeUse } from '#clouds/aws/iam/role/node-facts';
import type { Resource } from '#model';
import { clusterWith, nodegroupWith } from '../../../../support/aws/eks.ts';
import { answerOf } from '../../../../support/aws/fact.ts';
import { instanceTrust, roleArn, roleWith } from '../../../../support/aws/iam.ts';
import { make } from '../../../../support/build.ts';

const trustOf = (Service: string) => [{ ...instanceTrust, Principal: { Service } }];
const profile = 'arn:aws:iam::111122223333:instance-profile/nodes';
const node = make(instance, 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1', {
  IamInstanceProfile: { Arn: profile },
  State: { Name: 'running' },
  Tags: [{ Key: 'kubernetes.io/cluster/shop', Value: 'owned' }],
});
const use = (service: string, ...beside: readonly Resource[]) =>
  answerOf(nodeUse, roleWith(trustOf(service), { InstanceProfileList: [{ Arn: profile }] }), beside);

const named: readonly [string, Resource][] = [
  ['a node group', nodegroupWith({ nodeRole: roleArn })],
  ['a cluster with Auto Mode', clusterWith({}, { computeConfig: { nodeRoleArn: roleArn } })],
];

describe('a role that EKS runs nodes under', () => {
  test.each(named)('is named by %s, whatever its trust says', (_, by) => {
    expect(use('ec2.amazonaws.com', by)).toEqual({ is: 'used', by: by.id });
    expect(use('ec2.c2s.ic.gov', by)).toEqual({ is: 'used', by: by.id });
  });
});

describe('a role that an instance profile holds', () => {
  test('is a node role where an instance of a cluster has the profile', () => {
    expect(use('ec2.amazonaws.com', node)).toEqual({ is: 'used', by: node.id });
    expect(use('ec2.amazonaws.com')).toEqual({ is: 'unused', why: 'No node runs under it.' });
  });

  test('is none where its trust lets no instance in', () => {
    expect(use('lambda.amazonaws.com', node)).toEqual({ is: 'unused', why: 'Instances may not assume it.' });
  });
});
