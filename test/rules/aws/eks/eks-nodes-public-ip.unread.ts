import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { routeTable } from '#clouds/aws/ec2/route-table/resource';
import { subnet } from '#clouds/aws/ec2/subnet/resource';
import { givenTemplate, managedTags, nodeWith, subnetWith, tableWith } from '../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';

export const scaled = (desiredSize: number, more: object = givenTemplate) =>
  nodegroupWith({ subnets: ['subnet-1'], scalingConfig: { desiredSize }, ...more });
export const group = nodegroupWith({ subnets: ['subnet-1'] });
export const templated = scaled(0);
export const node = (config: Parameters<typeof nodeWith>[0] = {}) =>
  nodeWith({ SubnetId: 'subnet-1', Tags: managedTags, ...config });
export const own = (config: Parameters<typeof nodeWith>[0] = {}) => nodeWith({ SubnetId: 'subnet-1', ...config });
export const four = { PublicIpAddress: '54.93.1.1' };
export const six = { Ipv6Address: '2a05:d014::1' };
export const igw = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' } as const;
export const nat = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' } as const;
/** The subnet, which gives no addresses, and its routes. */
export const at = (...routes: Parameters<typeof tableWith>[0]) => [subnetWith(), tableWith(routes)];
export const maps = subnetWith({ MapPublicIpOnLaunch: true });

/** The cases of nodes, subnets, tables and templates that were not read or not found. */
export const unread = {
  unknown: {
    'instances that could not be read': { on: group, beside: [...at(nat)], hidden: [instance], reason: 'denied' },
    'subnets that could not be read': {
      on: group,
      beside: [node(), tableWith([nat])],
      hidden: [subnet],
      reason: 'denied',
    },
    'how open a public address is, without its subnet': {
      on: group,
      beside: [node(four)],
      hidden: [subnet],
      reason: 'denied',
    },
    'a subnet that is not there': {
      on: group,
      beside: [],
      reason: 'not-found',
      message: 'The subnet subnet-1 could not be found.',
    },
    'the nodes that a group wants and that were not found': {
      on: scaled(2, {}),
      beside: [...at(nat)],
      reason: 'not-found',
      message: 'The group wants 2 nodes, and none was found.',
    },
    'an answer without subnets': {
      on: nodegroupWith({ scalingConfig: { desiredSize: 0 } }),
      reason: 'field-missing',
      message: 'The answer has no subnets.',
    },
    'a subnet without a table': {
      on: group,
      beside: [subnetWith()],
      reason: 'not-found',
      message: 'The route table of arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1 could not be found.',
    },
    'tables that could not be read': { on: group, beside: [maps], hidden: [routeTable], reason: 'denied' },
    'a template that could not be read': {
      on: templated,
      beside: [maps, tableWith([igw])],
      hidden: [launchTemplateVersion],
      reason: 'denied',
    },
    'an IPv6 address in a subnet whose table is not there': {
      on: clusterWith({}),
      beside: [own(six), subnetWith()],
      reason: 'not-found',
    },
    'which nodes are the cluster’s own, without its node groups': {
      on: clusterWith({}),
      beside: [node(four), subnetWith()],
      hidden: [eksNodegroup],
      reason: 'denied',
    },
    'a node group that is being made': { on: nodegroupWith({ status: 'CREATING' }), reason: 'in-transition' },
  },
} as const;
