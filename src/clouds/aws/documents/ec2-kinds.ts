import type { Type } from '#model';
import { textAt, type Json } from '../../json.ts';
import { flowLog } from '../ec2/flow-log/resource.ts';
import { image } from '../ec2/image/resource.ts';
import { networkAcl } from '../ec2/network-acl/resource.ts';
import { networkInterface } from '../ec2/network-interface/resource.ts';
import { routeTable } from '../ec2/route-table/resource.ts';
import { securityGroup } from '../ec2/security-group/resource.ts';
import { subnet } from '../ec2/subnet/resource.ts';
import { volume } from '../ec2/volume/resource.ts';
import { vpc } from '../ec2/vpc/resource.ts';

/** A kind of entry, the key of the answer that lists it, and how an entry is told from others. */
export interface Kind {
  readonly type: Type;
  readonly list: string;
  readonly single?: string;
  readonly id: string;
  readonly prefix: string;
  /** One of these fields is in every entry, and not in what merely refers to it. */
  readonly has: readonly string[];
  /** The path of the ARN before the id. */
  readonly path: string;
  /** The field that says when it was made, where it is not `CreationDate`. */
  readonly stamp?: string;
  readonly name?: (it: Json) => string | undefined;
  /** Whether such an answer can be all there is: images and template versions are asked for by name. */
  readonly all: boolean;
}

/** Entries of EC2's lists, each told by the beginning of its id. */
export const kinds: readonly Kind[] = [
  {
    type: securityGroup,
    list: 'SecurityGroups',
    id: 'GroupId',
    prefix: 'sg-',
    has: ['IpPermissions'],
    path: 'security-group',
    name: (it) => textAt(it, 'GroupName'),
    all: true,
  },
  {
    type: volume,
    list: 'Volumes',
    id: 'VolumeId',
    prefix: 'vol-',
    has: ['Size', 'Encrypted'],
    path: 'volume',
    stamp: 'CreateTime',
    all: true,
  },
  {
    type: networkInterface,
    list: 'NetworkInterfaces',
    single: 'NetworkInterface',
    id: 'NetworkInterfaceId',
    prefix: 'eni-',
    has: ['Groups', 'InterfaceType'],
    path: 'network-interface',
    all: true,
  },
  {
    type: vpc,
    list: 'Vpcs',
    single: 'Vpc',
    id: 'VpcId',
    prefix: 'vpc-',
    has: ['CidrBlockAssociationSet', 'DhcpOptionsId'],
    path: 'vpc',
    all: true,
  },
  {
    type: flowLog,
    list: 'FlowLogs',
    id: 'FlowLogId',
    prefix: 'fl-',
    has: ['FlowLogStatus', 'TrafficType'],
    path: 'vpc-flow-log',
    stamp: 'CreationTime',
    all: true,
  },
  {
    type: subnet,
    list: 'Subnets',
    single: 'Subnet',
    id: 'SubnetId',
    prefix: 'subnet-',
    has: ['CidrBlock'],
    path: 'subnet',
    all: true,
  },
  {
    type: routeTable,
    list: 'RouteTables',
    single: 'RouteTable',
    id: 'RouteTableId',
    prefix: 'rtb-',
    has: ['Routes'],
    path: 'route-table',
    all: true,
  },
  {
    type: networkAcl,
    list: 'NetworkAcls',
    single: 'NetworkAcl',
    id: 'NetworkAclId',
    prefix: 'acl-',
    has: ['Entries'],
    path: 'network-acl',
    all: true,
  },
  {
    type: image,
    list: 'Images',
    id: 'ImageId',
    prefix: 'ami-',
    has: ['RootDeviceType', 'VirtualizationType', 'ImageLocation'],
    path: 'image',
    name: (it) => textAt(it, 'Name'),
    all: false,
  },
];
