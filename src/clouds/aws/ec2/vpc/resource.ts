import type { Vpc } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A VPC: an entry of `DescribeVpcs`. */
export const vpc = defineType({
  name: 'ec2.vpc',
  scope: 'aws-region',
  reads: ['ec2:DescribeVpcs'],
  changedBy: [
    'ec2:CreateVpc',
    'ec2:CreateDefaultVpc',
    'ec2:AssociateVpcCidrBlock',
    'ec2:DisassociateVpcCidrBlock',
    'ec2:DeleteVpc',
    'ec2:ModifyVpcBlockPublicAccessOptions',
    'ec2:CreateVpcBlockPublicAccessExclusion',
    'ec2:ModifyVpcBlockPublicAccessExclusion',
    'ec2:DeleteVpcBlockPublicAccessExclusion',
    'ec2:CreateTags',
    'ec2:DeleteTags',
  ],
  config: wire<Vpc>(),
  keys: { id: ({ VpcId }) => VpcId },
  home: regionOf,
});
