import type { NetworkAcl } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A network ACL: an entry of `DescribeNetworkAcls`. */
export const networkAcl = defineType({
  name: 'ec2.network-acl',
  scope: 'aws-region',
  reads: ['ec2:DescribeNetworkAcls'],
  changedBy: [
    'ec2:CreateNetworkAcl',
    'ec2:CreateNetworkAclEntry',
    'ec2:ReplaceNetworkAclEntry',
    'ec2:DeleteNetworkAclEntry',
    'ec2:ReplaceNetworkAclAssociation',
    'ec2:DeleteNetworkAcl',
    'ec2:CreateSubnet',
    'ec2:CreateDefaultSubnet',
    'ec2:CreateVpc',
    'ec2:CreateDefaultVpc',
    'ec2:DeleteSubnet',
    'ec2:DeleteVpc',
    'ec2:CreateTags',
    'ec2:DeleteTags',
  ],
  config: wire<NetworkAcl>(),
  keys: { subnet: ({ Associations }) => Associations?.flatMap(({ SubnetId }) => SubnetId ?? []) },
  home: regionOf,
});
