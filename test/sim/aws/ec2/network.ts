import {
  DescribeFlowLogs$,
  DescribeManagedPrefixLists$,
  DescribeNetworkAcls$,
  DescribeNetworkInterfaces$,
  DescribeRouteTables$,
  DescribeSubnets$,
  DescribeVpcs$,
  GetManagedPrefixListEntries$,
  type DescribeFlowLogsRequest,
  type DescribeFlowLogsResult,
  type DescribeManagedPrefixListsRequest,
  type DescribeManagedPrefixListsResult,
  type DescribeNetworkAclsRequest,
  type DescribeNetworkAclsResult,
  type DescribeNetworkInterfacesRequest,
  type DescribeNetworkInterfacesResult,
  type DescribeRouteTablesRequest,
  type DescribeRouteTablesResult,
  type DescribeSubnetsRequest,
  type DescribeSubnetsResult,
  type DescribeVpcsRequest,
  type DescribeVpcsResult,
  type FlowLog,
  type GetManagedPrefixListEntriesRequest,
  type GetManagedPrefixListEntriesResult,
  type ManagedPrefixList,
  type NetworkAcl,
  type NetworkInterface,
  type RouteTable,
  type Subnet,
  type Vpc,
} from '@aws-sdk/client-ec2';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { byId, pageSize, select, type Selection } from './select.ts';

export const networkOperations: readonly Operation[] = [
  operation('ec2', DescribeNetworkInterfaces$, describeNetworkInterfaces, 'InvalidNetworkInterfaceID.NotFound'),
  operation('ec2', DescribeVpcs$, describeVpcs, 'InvalidVpcID.NotFound'),
  operation('ec2', DescribeFlowLogs$, describeFlowLogs),
  operation('ec2', DescribeSubnets$, describeSubnets, 'InvalidSubnetID.NotFound'),
  operation('ec2', DescribeRouteTables$, describeRouteTables, 'InvalidRouteTableID.NotFound'),
  operation('ec2', DescribeNetworkAcls$, describeNetworkAcls, 'InvalidNetworkAclID.NotFound'),
  operation('ec2', DescribeManagedPrefixLists$, describeManagedPrefixLists, 'InvalidPrefixListID.NotFound'),
  operation('ec2', GetManagedPrefixListEntries$, getManagedPrefixListEntries, 'InvalidPrefixListID.NotFound'),
];

function describeNetworkInterfaces(
  input: DescribeNetworkInterfacesRequest,
  call: Call,
): DescribeNetworkInterfacesResult {
  const { NetworkInterfaceIds: ids, Filters: filters, MaxResults: maxResults, NextToken: nextToken } = input;
  const page = select(call.here.networkInterfaces, { ids, filters, maxResults, nextToken }, networkInterfaces, call);
  return { NetworkInterfaces: page.items, NextToken: page.next };
}

const networkInterfaces: Selection<NetworkInterface> = {
  idOf: (item) => item.NetworkInterfaceId,
  prefix: 'eni',
  notFound: 'InvalidNetworkInterfaceID.NotFound',
  pages: [5, 1000],
  unpaged: 1000,
  idsExcludePages: true,
  tags: (item) => item.TagSet,
  names: {
    'network-interface-id': (item) => item.NetworkInterfaceId,
    'vpc-id': (item) => item.VpcId,
    'subnet-id': (item) => item.SubnetId,
    'group-id': (item) => item.Groups?.map((group) => group.GroupId) ?? [],
    'attachment.instance-id': (item) => item.Attachment?.InstanceId,
    'attachment.status': (item) => item.Attachment?.Status,
    'attachment.device-index': (item) => item.Attachment?.DeviceIndex,
    'association.public-ip': (item) => item.Association?.PublicIp,
    'availability-zone': (item) => item.AvailabilityZone,
    'private-ip-address': (item) => item.PrivateIpAddress,
    'addresses.private-ip-address': (item) => item.PrivateIpAddresses?.map((each) => each.PrivateIpAddress) ?? [],
    'ipv6-addresses.ipv6-address': (item) => item.Ipv6Addresses?.map((each) => each.Ipv6Address) ?? [],
    'interface-type': (item) => item.InterfaceType,
    'requester-id': (item) => item.RequesterId,
    'requester-managed': (item) => item.RequesterManaged,
    description: (item) => item.Description,
    'owner-id': (item) => item.OwnerId,
    status: (item) => item.Status,
  },
};

function describeVpcs(input: DescribeVpcsRequest, call: Call): DescribeVpcsResult {
  const { VpcIds: ids, Filters: filters, MaxResults: maxResults, NextToken: nextToken } = input;
  const page = select(call.here.vpcs, { ids, filters, maxResults, nextToken }, vpcs, call);
  return { Vpcs: page.items, NextToken: page.next };
}

const vpcs: Selection<Vpc> = {
  idOf: (item) => item.VpcId,
  prefix: 'vpc',
  notFound: 'InvalidVpcID.NotFound',
  pages: [5, 1000],
  unpaged: 1000,
  tags: (item) => item.Tags,
  names: { 'vpc-id': (item) => item.VpcId, 'owner-id': (item) => item.OwnerId, state: (item) => item.State },
};

/** The request calls its filters `Filter`. */
function describeFlowLogs(input: DescribeFlowLogsRequest, call: Call): DescribeFlowLogsResult {
  const { FlowLogIds: ids, Filter: filters, MaxResults: maxResults, NextToken: nextToken } = input;
  const page = select(call.here.flowLogs, { ids, filters, maxResults, nextToken }, flowLogs, call);
  return { FlowLogs: page.items, NextToken: page.next };
}

const flowLogs: Selection<FlowLog> = {
  idOf: (item) => item.FlowLogId,
  prefix: 'fl',
  notFound: 'InvalidFlowLogId.NotFound',
  pages: [1, 1000],
  unpaged: 1000,
  tags: (item) => item.Tags,
  names: { 'resource-id': (item) => item.ResourceId, 'traffic-type': (item) => item.TrafficType },
};

function describeSubnets(input: DescribeSubnetsRequest, call: Call): DescribeSubnetsResult {
  const { SubnetIds: ids, Filters: filters, MaxResults: maxResults, NextToken: nextToken } = input;
  const page = select(call.here.subnets, { ids, filters, maxResults, nextToken }, subnets, call);
  return { Subnets: page.items, NextToken: page.next };
}

const subnets: Selection<Subnet> = {
  idOf: (item) => item.SubnetId,
  prefix: 'subnet',
  notFound: 'InvalidSubnetID.NotFound',
  pages: [5, 1000],
  unpaged: 1000,
  tags: (item) => item.Tags,
  names: {
    'subnet-id': (item) => item.SubnetId,
    'vpc-id': (item) => item.VpcId,
    'availability-zone': (item) => item.AvailabilityZone,
    'availability-zone-id': (item) => item.AvailabilityZoneId,
    'cidr-block': (item) => item.CidrBlock,
    'default-for-az': (item) => item.DefaultForAz,
    'map-public-ip-on-launch': (item) => item.MapPublicIpOnLaunch,
    'owner-id': (item) => item.OwnerId,
    state: (item) => item.State,
  },
};

function describeRouteTables(input: DescribeRouteTablesRequest, call: Call): DescribeRouteTablesResult {
  const { RouteTableIds: ids, Filters: filters, MaxResults: maxResults, NextToken: nextToken } = input;
  const page = select(call.here.routeTables, { ids, filters, maxResults, nextToken }, routeTables, call);
  return { RouteTables: page.items, NextToken: page.next };
}

const routeTables: Selection<RouteTable> = {
  idOf: (item) => item.RouteTableId,
  prefix: 'rtb',
  notFound: 'InvalidRouteTableID.NotFound',
  pages: [5, 100],
  unpaged: 100,
  tags: (item) => item.Tags,
  names: {
    'route-table-id': (item) => item.RouteTableId,
    'vpc-id': (item) => item.VpcId,
    'owner-id': (item) => item.OwnerId,
    'association.subnet-id': (item) => item.Associations?.map((each) => each.SubnetId) ?? [],
    'association.main': (item) => item.Associations?.map((each) => each.Main) ?? [],
    'association.route-table-association-id': (item) =>
      item.Associations?.map((each) => each.RouteTableAssociationId) ?? [],
    'route.gateway-id': (item) => item.Routes?.map((route) => route.GatewayId) ?? [],
    'route.nat-gateway-id': (item) => item.Routes?.map((route) => route.NatGatewayId) ?? [],
    'route.destination-cidr-block': (item) => item.Routes?.map((route) => route.DestinationCidrBlock) ?? [],
  },
};

function describeNetworkAcls(input: DescribeNetworkAclsRequest, call: Call): DescribeNetworkAclsResult {
  const { NetworkAclIds: ids, Filters: filters, MaxResults: maxResults, NextToken: nextToken } = input;
  const page = select(call.here.networkAcls, { ids, filters, maxResults, nextToken }, networkAcls, call);
  return { NetworkAcls: page.items, NextToken: page.next };
}

const networkAcls: Selection<NetworkAcl> = {
  idOf: (item) => item.NetworkAclId,
  prefix: 'acl',
  notFound: 'InvalidNetworkAclID.NotFound',
  pages: [5, 1000],
  unpaged: 1000,
  tags: (item) => item.Tags,
  names: {
    'network-acl-id': (item) => item.NetworkAclId,
    'vpc-id': (item) => item.VpcId,
    default: (item) => item.IsDefault,
    'association.subnet-id': (item) => item.Associations?.map((each) => each.SubnetId) ?? [],
  },
};

function describeManagedPrefixLists(
  input: DescribeManagedPrefixListsRequest,
  call: Call,
): DescribeManagedPrefixListsResult {
  const { PrefixListIds: ids, Filters: filters, MaxResults: maxResults, NextToken: nextToken } = input;
  const lists = call.here.prefixLists.map((each) => each.list);
  const page = select(lists, { ids, filters, maxResults, nextToken }, prefixLists, call);
  return { PrefixLists: page.items, NextToken: page.next };
}

const prefixLists: Selection<ManagedPrefixList> = {
  idOf: (item) => item.PrefixListId,
  prefix: 'pl',
  notFound: 'InvalidPrefixListID.NotFound',
  pages: [1, 100],
  unpaged: 100,
  names: {
    'owner-id': (item) => item.OwnerId,
    'prefix-list-id': (item) => item.PrefixListId,
    'prefix-list-name': (item) => item.PrefixListName,
  },
};

function getManagedPrefixListEntries(
  input: GetManagedPrefixListEntriesRequest,
  call: Call,
): GetManagedPrefixListEntriesResult {
  const { PrefixListId: id, TargetVersion: version, MaxResults: maxResults, NextToken: nextToken } = input;
  if (id === undefined) throw new AwsError('MissingParameter', 'The request must contain the parameter PrefixListId');
  const [found] = byId(call.here.prefixLists, [id], { ...prefixLists, idOf: (each) => each.list.PrefixListId });
  if (found === undefined)
    throw new AwsError('InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist`);
  if (version !== undefined && version !== found.list.Version) {
    throw new AwsError('InvalidPrefixListVersion', `Version ${String(version)} of ${id} is not held`);
  }
  const page = call.paginate(found.entries, nextToken, pageSize(maxResults, [1, 100], 100));
  return { Entries: page.items, NextToken: page.next };
}
