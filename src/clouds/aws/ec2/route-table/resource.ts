import type { RouteTable } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A route table: an entry of `DescribeRouteTables`. */
export const routeTable = defineType({
  name: 'ec2.route-table',
  scope: 'aws-region',
  reads: ['ec2:DescribeRouteTables'],
  changedBy: [
    'ec2:CreateRoute',
    'ec2:ReplaceRoute',
    'ec2:DeleteRoute',
    'ec2:AssociateRouteTable',
    'ec2:ReplaceRouteTableAssociation',
  ],
  config: wire<RouteTable>(),
  keys: {
    subnet: ({ Associations }) => Associations?.flatMap(({ SubnetId }) => SubnetId ?? []),
    vpc: ({ VpcId }) => VpcId,
  },
  home: regionOf,
});
