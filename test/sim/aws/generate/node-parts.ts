import type { NetworkInterface, Volume } from '@aws-sdk/client-ec2';
import type { Seeded } from '../../seeded.ts';
import type { Network } from './network.ts';
import type { ClusterPlan } from './plan.ts';

/** A node with the ids of what is attached to it. */
export interface Placed {
  readonly instanceId: string;
  readonly rootVolumeId: string;
  readonly claimVolumeId: string;
  readonly interfaceIds: readonly string[];
  readonly subnetId: string;
  readonly zone: string;
  readonly address: string;
  readonly publicAddress: string | undefined;
  readonly launched: Date;
}

export function volume(
  plan: ClusterPlan,
  node: Placed,
  { kind, encrypted, keyArn }: { kind: 'root' | 'claim'; encrypted: boolean; keyArn: string },
): Volume {
  const id = kind === 'root' ? node.rootVolumeId : node.claimVolumeId;
  return {
    VolumeId: id,
    Size: kind === 'root' ? 50 : 100,
    VolumeType: 'gp3',
    Iops: 3000,
    Throughput: 125,
    State: 'in-use',
    AvailabilityZone: node.zone,
    CreateTime: node.launched,
    Encrypted: encrypted,
    KmsKeyId: encrypted ? keyArn : undefined,
    MultiAttachEnabled: false,
    Attachments: [
      {
        VolumeId: id,
        InstanceId: node.instanceId,
        Device: kind === 'root' ? '/dev/xvda' : '/dev/xvdba',
        State: 'attached',
        AttachTime: node.launched,
        DeleteOnTermination: kind === 'root',
      },
    ],
    Tags: [
      { Key: `kubernetes.io/cluster/${plan.name}`, Value: 'owned' },
      ...(kind === 'claim'
        ? [
            { Key: 'kubernetes.io/created-for/pvc/name', Value: 'data' },
            { Key: 'kubernetes.io/created-for/pvc/namespace', Value: 'shop' },
            { Key: 'ebs.csi.aws.com/cluster', Value: 'true' },
          ]
        : []),
    ],
  };
}

/** Two for each node, and those of the control plane, the load balancer and the NAT gateway. */
export function interfaces(
  plan: ClusterPlan,
  net: Network,
  nodes: readonly Placed[],
  random: Seeded,
): NetworkInterface[] {
  const managed = (
    type: NetworkInterface['InterfaceType'],
    description: string,
    groupId: string,
    subnetId: string,
    publicIp?: string,
  ): NetworkInterface => ({
    ...base(
      plan,
      `eni-0${random.hex(16)}`,
      subnetId,
      `10.0.${String(random.integer(0, 191))}.${String(random.integer(4, 250))}`,
    ),
    AvailabilityZone: `${plan.region}a`,
    InterfaceType: type,
    Description: description,
    Groups: [{ GroupId: groupId }],
    RequesterManaged: true,
    RequesterId: 'amazon-elb',
    Association:
      publicIp === undefined
        ? undefined
        : { PublicIp: publicIp, IpOwnerId: 'amazon', PublicDnsName: `ec2-${publicIp}.compute.amazonaws.com` },
  });
  return [
    ...nodes.flatMap((node) => node.interfaceIds.map((id, at) => ofNode(plan, net, node, id, at))),
    ...net.privateSubnetIds
      .slice(0, 2)
      .map((id) => managed('interface', `Amazon EKS ${plan.name}`, net.clusterGroupId, id)),
    ...net.publicSubnetIds
      .slice(0, 2)
      .map((id, at) =>
        managed(
          'network_load_balancer',
          `ELB net/${plan.name}`,
          net.balancerGroupId,
          id,
          `3.120.7.${String(at + random.integer(1, 200))}`,
        ),
      ),
    managed(
      'natGateway',
      `Interface for NAT Gateway of ${plan.name}`,
      net.clusterGroupId,
      net.publicSubnetIds[0] ?? '',
      `18.185.3.${String(random.integer(1, 254))}`,
    ),
  ];
}

function ofNode(plan: ClusterPlan, net: Network, node: Placed, id: string, at: number): NetworkInterface {
  return {
    ...base(plan, id, node.subnetId, at === 0 ? node.address : node.address.replace(/^10\.0\./, '10.1.')),
    AvailabilityZone: node.zone,
    InterfaceType: 'interface',
    Description: at === 0 ? '' : `aws-K8S-${node.instanceId}`,
    Groups: [
      { GroupId: net.clusterGroupId, GroupName: `${plan.name}-cluster` },
      { GroupId: net.nodeGroupId, GroupName: `${plan.name}-node` },
    ],
    RequesterManaged: false,
    Attachment: {
      AttachmentId: id.replace('eni-', 'eni-attach-'),
      InstanceId: node.instanceId,
      InstanceOwnerId: plan.account,
      DeviceIndex: at,
      Status: 'attached',
      AttachTime: node.launched,
      DeleteOnTermination: true,
    },
    Association:
      at === 0 && node.publicAddress !== undefined
        ? {
            PublicIp: node.publicAddress,
            IpOwnerId: 'amazon',
            PublicDnsName: `ec2-${node.publicAddress}.compute.amazonaws.com`,
          }
        : undefined,
  };
}

function base(plan: ClusterPlan, id: string, subnetId: string, address: string): NetworkInterface {
  return {
    NetworkInterfaceId: id,
    OwnerId: plan.account,
    VpcId: plan.vpcId,
    SubnetId: subnetId,
    Status: 'in-use',
    SourceDestCheck: true,
    PrivateIpAddress: address,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }],
    Ipv6Addresses: [],
    TagSet: [{ Key: 'cluster.k8s.amazonaws.com/name', Value: plan.name }],
  };
}
