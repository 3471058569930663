import type { Subnet } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A subnet: an entry of `DescribeSubnets`. */
export const subnet = defineType({
  name: 'ec2.subnet',
  scope: 'aws-region',
  reads: ['ec2:DescribeSubnets'],
  changedBy: [
    'ec2:CreateSubnet',
    'ec2:CreateDefaultSubnet',
    'ec2:CreateDefaultVpc',
    'ec2:ModifySubnetAttribute',
    'ec2:AssociateSubnetCidrBlock',
    'ec2:DisassociateSubnetCidrBlock',
    'ec2:DeleteSubnet',
    'ec2:ModifyVpcBlockPublicAccessOptions',
    'ec2:CreateVpcBlockPublicAccessExclusion',
    'ec2:ModifyVpcBlockPublicAccessExclusion',
    'ec2:DeleteVpcBlockPublicAccessExclusion',
    'ec2:CreateTags',
    'ec2:DeleteTags',
  ],
  config: wire<Subnet>(),
  keys: { id: ({ SubnetId }) => SubnetId, vpc: ({ VpcId }) => VpcId },
  home: regionOf,
});
