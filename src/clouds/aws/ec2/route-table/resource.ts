import type { RouteTable } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** A route table: an entry of `DescribeRouteTables`. */
export const routeTable = defineType({
  name: 'ec2.route-table',
  scope: 'aws-region',
  reads: ['ec2:DescribeRouteTables'],
  changedBy: [
    'ec2:CreateRouteTable',
    'ec2:CreateRoute',
    'ec2:ReplaceRoute',
    'ec2:DeleteRoute',
    'ec2:AssociateRouteTable',
    'ec2:ReplaceRouteTableAssociation',
    'ec2:DisassociateRouteTable',
    'ec2:EnableVgwRoutePropagation',
    'ec2:DisableVgwRoutePropagation',
    'ec2:DeleteRouteTable',
    'ec2:AttachInternetGateway',
    'ec2:DetachInternetGateway',
    'ec2:CreateVpc',
    'ec2:CreateDefaultVpc',
    'ec2:DeleteVpc',
    'ec2:CreateTags',
    'ec2:DeleteTags',
  ],
  config: wire<RouteTable>(),
  keys: {
    subnet: ({ Associations }) => Associations?.flatMap(({ SubnetId }) => SubnetId ?? []),
    vpc: ({ VpcId }) => VpcId,
  },
  home: regionOf,
});
