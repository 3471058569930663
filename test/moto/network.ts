import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateFlowLogsCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';

export interface Network {
  readonly vpc: string;
  /** Routed to the internet. */
  readonly outer: string;
  readonly inner: string;
}

/** Makes a virtual network with a subnet that the internet reaches and one that it does not. */
export async function makeNetwork(
  ec2: EC2Client,
  region: string,
): Promise<Network & { readonly held: Readonly<Record<string, object[]>> }> {
  const vpc = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.20.0.0/16' }))).Vpc?.VpcId ?? '';
  const subnet = async (CidrBlock: string, zone: string) => {
    const AvailabilityZone = `${region}${zone}`;
    const TagSpecifications = [{ ResourceType: 'subnet' as const, Tags: [{ Key: 'Name', Value: `part-${zone}` }] }];
    const command = new CreateSubnetCommand({ VpcId: vpc, CidrBlock, AvailabilityZone, TagSpecifications });
    const SubnetId = (await ec2.send(command)).Subnet?.SubnetId ?? '';
    return { SubnetId, CidrBlock, AvailabilityZone, VpcId: vpc, Tags: TagSpecifications[0]?.Tags };
  };
  const outer = await subnet('10.20.0.0/20', 'a');
  const inner = await subnet('10.20.16.0/20', 'b');
  const made = await ec2.send(new CreateInternetGatewayCommand({}));
  const GatewayId = made.InternetGateway?.InternetGatewayId ?? '';
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: GatewayId, VpcId: vpc }));
  const table = await ec2.send(new CreateRouteTableCommand({ VpcId: vpc }));
  const RouteTableId = table.RouteTable?.RouteTableId ?? '';
  const route = { DestinationCidrBlock: '0.0.0.0/0', GatewayId };
  await ec2.send(new CreateRouteCommand({ RouteTableId, ...route }));
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: outer.SubnetId }));
  const local = { DestinationCidrBlock: '10.20.0.0/16', GatewayId: 'local' };
  const routes = { RouteTableId, VpcId: vpc, Routes: [local, route], Associations: [{ SubnetId: outer.SubnetId }] };
  return {
    vpc,
    outer: outer.SubnetId,
    inner: inner.SubnetId,
    held: {
      'ec2.vpc': [{ VpcId: vpc, CidrBlockAssociationSet: [{ CidrBlock: '10.20.0.0/16' }], IsDefault: false }],
      'ec2.flow-log': [await logFlows(ec2, vpc)],
      'ec2.subnet': [outer, inner],
      'ec2.route-table': [routes],
    },
  };
}

/** Logs what is rejected in a network. */
async function logFlows(ec2: EC2Client, vpc: string): Promise<object> {
  const asked = {
    TrafficType: 'REJECT',
    LogDestinationType: 'cloud-watch-logs',
    LogGroupName: `flows-${vpc}`,
  } as const;
  const DeliverLogsPermissionArn = 'arn:aws:iam::123456789012:role/flow-logs';
  const request = { ...asked, ResourceType: 'VPC', ResourceIds: [vpc], DeliverLogsPermissionArn } as const;
  const { FlowLogIds: [id] = [] } = await ec2.send(new CreateFlowLogsCommand({ ...request, ResourceIds: [vpc] }));
  return { ...asked, FlowLogId: id, ResourceId: vpc, FlowLogStatus: 'ACTIVE' };
}
