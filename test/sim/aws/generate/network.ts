import type {
  FlowLog,
  IpPermission,
  NetworkAcl,
  NetworkAclEntry,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
} from '@aws-sdk/client-ec2';
import type { AwsRegion } from '../estate.ts';
import { daysAgo, type ClusterPlan } from './plan.ts';

export interface Network {
  readonly vpc: Vpc;
  readonly flowLogs: readonly FlowLog[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly networkAcl: NetworkAcl;
  readonly securityGroups: readonly SecurityGroup[];
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  readonly clusterGroupId: string;
  readonly controlPlaneGroupId: string;
  readonly nodeGroupId: string;
  readonly balancerGroupId: string;
}

const zones = ['a', 'b', 'c'];

/** A VPC of its own for each cluster: three public and three private subnets, their routes, five security groups. */
export function network(plan: ClusterPlan, lists: AwsRegion['prefixLists']): Network {
  const random = plan.random.fork('network');
  const id = (prefix: string): string => `${prefix}-0${random.hex(16)}`;
  const groupIds = { cluster: id('sg'), controlPlane: id('sg'), node: id('sg'), balancer: id('sg'), admin: id('sg') };
  const subnets = ['public', 'private'].flatMap((kind, row) =>
    zones.map((zone, at) => subnet(plan, id('subnet'), kind, zone, row * 3 + at)),
  );
  const idsOf = (kind: string): string[] =>
    subnets
      .filter((each) => each.Tags?.some((tag) => tag.Value === kind) === true)
      .flatMap((each) => each.SubnetId ?? []);
  const group = (groupId: string, name: string, ingress: IpPermission[]): SecurityGroup => ({
    GroupId: groupId,
    GroupName: `${plan.name}-${name}`,
    Description: `${name} of ${plan.name}`,
    OwnerId: plan.account,
    VpcId: plan.vpcId,
    SecurityGroupArn: `arn:aws:ec2:${plan.region}:${plan.account}:security-group/${groupId}`,
    IpPermissions: ingress,
    IpPermissionsEgress: [permission('-1', undefined, undefined, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })],
    Tags: [{ Key: `kubernetes.io/cluster/${plan.name}`, Value: 'owned' }],
  });
  const from = (groupId: string): Partial<IpPermission> => ({
    UserIdGroupPairs: [{ GroupId: groupId, UserId: plan.account }],
  });
  const [offices, everywhere] = lists.map((each) => each.list.PrefixListId);
  const ssh = plan.faults.has('ssh-open')
    ? random.pick<Partial<IpPermission>>([
        { IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'temporary, remove me' }] },
        { Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
        { PrefixListIds: [{ PrefixListId: everywhere }] },
      ])
    : { PrefixListIds: [{ PrefixListId: offices, Description: 'offices' }] };
  return {
    vpc: vpcOf(plan),
    flowLogs: flowLogs(plan),
    networkAcl: defaultAcl(plan, subnets),
    subnets,
    routeTables: [
      routeTable(plan, id('rtb'), idsOf('public'), { GatewayId: id('igw') }),
      routeTable(plan, id('rtb'), idsOf('private'), { NatGatewayId: id('nat') }),
      routeTable(plan, id('rtb'), [], undefined),
    ],
    securityGroups: [
      group(groupIds.cluster, 'cluster', [permission('-1', undefined, undefined, from(groupIds.cluster))]),
      group(groupIds.controlPlane, 'control-plane', [permission('tcp', 443, 443, from(groupIds.node))]),
      group(groupIds.node, 'node', [
        permission('tcp', 1025, 65535, from(groupIds.controlPlane)),
        permission('udp', 53, 53, from(groupIds.node)),
        permission('tcp', 30000, 32767, from(groupIds.balancer)),
      ]),
      group(groupIds.balancer, 'balancer', [
        plan.random.fork('every port').chance(0.08)
          ? permission('-1', undefined, undefined, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })
          : permission('tcp', 443, 443, { IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] }),
      ]),
      group(groupIds.admin, 'admin', [permission('tcp', 22, 22, ssh)]),
    ],
    publicSubnetIds: idsOf('public'),
    privateSubnetIds: idsOf('private'),
    clusterGroupId: groupIds.cluster,
    controlPlaneGroupId: groupIds.controlPlane,
    nodeGroupId: plan.faults.has('ssh-open') ? groupIds.admin : groupIds.node,
    balancerGroupId: groupIds.balancer,
  };
}

function vpcOf(plan: ClusterPlan): Vpc {
  const CidrBlock = '10.0.0.0/16';
  const CidrBlockState = { State: 'associated' as const };
  return {
    VpcId: plan.vpcId,
    OwnerId: plan.account,
    State: 'available',
    IsDefault: false,
    CidrBlock,
    CidrBlockAssociationSet: [
      { AssociationId: plan.vpcId.replace('vpc', 'vpc-cidr-assoc'), CidrBlock, CidrBlockState },
    ],
    DhcpOptionsId: plan.vpcId.replace('vpc', 'dopt'),
    InstanceTenancy: 'default',
    Tags: [{ Key: 'Name', Value: plan.name }],
  };
}

/** The ACL that a VPC comes with lets everything in and out. */
function defaultAcl(plan: ClusterPlan, subnets: readonly Subnet[]): NetworkAcl {
  const NetworkAclId = plan.vpcId.replace('vpc', 'acl');
  const entry = (Egress: boolean, RuleNumber: number, RuleAction: NetworkAclEntry['RuleAction']): NetworkAclEntry => ({
    ...{ Egress, RuleNumber, RuleAction, Protocol: '-1', CidrBlock: '0.0.0.0/0' },
  });
  return {
    NetworkAclId,
    VpcId: plan.vpcId,
    OwnerId: plan.account,
    IsDefault: true,
    Entries: [true, false].flatMap((egress) => [entry(egress, 100, 'allow'), entry(egress, 32_767, 'deny')]),
    Associations: subnets.map(({ SubnetId = '' }) => ({
      ...{ NetworkAclAssociationId: SubnetId.replace('subnet', 'aclassoc'), NetworkAclId, SubnetId },
    })),
    Tags: [],
  };
}

/** Two of three clusters log their flows; one of the logs cannot be delivered. */
function flowLogs(plan: ClusterPlan): FlowLog[] {
  const kind = plan.random.fork('flow-logs').integer(1, 6);
  if (kind <= 2) return [];
  return [
    {
      FlowLogId: plan.vpcId.replace('vpc', 'fl'),
      ResourceId: plan.vpcId,
      FlowLogStatus: 'ACTIVE',
      TrafficType: kind === 3 ? 'REJECT' : 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: `flows-${plan.name}`,
      DeliverLogsStatus: kind === 4 ? 'FAILED' : 'SUCCESS',
      CreationTime: daysAgo(100),
      Tags: [],
    },
  ];
}

function permission(
  protocol: string,
  from: number | undefined,
  to: number | undefined,
  peers: Partial<IpPermission>,
): IpPermission {
  return {
    IpProtocol: protocol,
    FromPort: from,
    ToPort: to,
    UserIdGroupPairs: [],
    IpRanges: [],
    Ipv6Ranges: [],
    PrefixListIds: [],
    ...peers,
  };
}

function subnet(plan: ClusterPlan, id: string, kind: string, zone: string, at: number): Subnet {
  return {
    SubnetId: id,
    SubnetArn: `arn:aws:ec2:${plan.region}:${plan.account}:subnet/${id}`,
    VpcId: plan.vpcId,
    OwnerId: plan.account,
    AvailabilityZone: `${plan.region}${zone}`,
    CidrBlock: `10.0.${String(at * 32)}.0/19`,
    AvailableIpAddressCount: 8100,
    State: 'available',
    DefaultForAz: false,
    MapPublicIpOnLaunch: kind === 'public' && plan.faults.has('public-nodes'),
    AssignIpv6AddressOnCreation: false,
    Ipv6Native: false,
    Tags: [
      { Key: 'tier', Value: kind },
      { Key: 'Name', Value: `${plan.name}-${kind}-${zone}` },
    ],
  };
}

function routeTable(
  plan: ClusterPlan,
  id: string,
  subnetIds: readonly string[],
  outward: { GatewayId?: string; NatGatewayId?: string } | undefined,
): RouteTable {
  const association = { RouteTableId: id, AssociationState: { State: 'associated' as const } };
  return {
    RouteTableId: id,
    VpcId: plan.vpcId,
    OwnerId: plan.account,
    Routes: [
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
      ...(outward === undefined
        ? []
        : [
            { DestinationCidrBlock: '0.0.0.0/0', ...outward, Origin: 'CreateRoute' as const, State: 'active' as const },
          ]),
    ],
    Associations:
      subnetIds.length === 0
        ? [{ ...association, Main: true, RouteTableAssociationId: id.replace('rtb', 'rtbassoc') }]
        : subnetIds.map((SubnetId) => ({
            ...association,
            Main: false,
            SubnetId,
            RouteTableAssociationId: SubnetId.replace('subnet', 'rtbassoc'),
          })),
    PropagatingVgws: [],
    Tags: [],
  };
}
