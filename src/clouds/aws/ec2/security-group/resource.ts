import type { SecurityGroup } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A security group with its rules: an entry of `DescribeSecurityGroups`. */
export const securityGroup = defineType({
  name: 'ec2.security-group',
  scope: 'aws-region',
  reads: ['ec2:DescribeSecurityGroups'],
  changedBy: [
    'ec2:CreateSecurityGroup',
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:AuthorizeSecurityGroupEgress',
    'ec2:RevokeSecurityGroupIngress',
    'ec2:RevokeSecurityGroupEgress',
    'ec2:ModifySecurityGroupRules',
    'ec2:UpdateSecurityGroupRuleDescriptionsIngress',
    'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
    'ec2:DeleteSecurityGroup',
    'ec2:CreateVpc',
    'ec2:CreateDefaultVpc',
    'ec2:DeleteVpc',
    'ec2:CreateTags',
    'ec2:DeleteTags',
  ],
  config: wire<SecurityGroup>(),
  keys: { id: ({ GroupId }) => GroupId, vpc: ({ VpcId }) => VpcId },
  home: regionOf,
});
