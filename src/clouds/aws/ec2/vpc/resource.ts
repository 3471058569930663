import type { Vpc } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A VPC: an entry of `DescribeVpcs`. */
export const vpc = defineType({
  name: 'ec2.vpc',
  scope: 'aws-region',
  reads: ['ec2:DescribeVpcs'],
  changedBy: ['ec2:CreateVpc', 'ec2:AssociateVpcCidrBlock', 'ec2:DisassociateVpcCidrBlock', 'ec2:DeleteVpc'],
  config: wire<Vpc>(),
  keys: { id: ({ VpcId }) => VpcId },
  home: regionOf,
});
