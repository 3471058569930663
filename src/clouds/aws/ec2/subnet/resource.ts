import type { Subnet } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A subnet: an entry of `DescribeSubnets`. */
export const subnet = defineType({
  name: 'ec2.subnet',
  scope: 'aws-region',
  reads: ['ec2:DescribeSubnets'],
  changedBy: ['ec2:CreateSubnet', 'ec2:ModifySubnetAttribute', 'ec2:DeleteSubnet'],
  config: wire<Subnet>(),
  keys: { id: ({ SubnetId }) => SubnetId, vpc: ({ VpcId }) => VpcId },
  home: regionOf,
});
