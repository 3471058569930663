import type { Instance, LaunchTemplateVersion, NetworkInterface, Reservation, Volume } from '@aws-sdk/client-ec2';
import type { Nodegroup } from '@aws-sdk/client-eks';
import type { Seeded } from '../../seeded.ts';
import { interfaces, volume, type Placed } from './node-parts.ts';
import type { Network } from './network.ts';
import { daysAgo, type ClusterPlan, type NodegroupPlan } from './plan.ts';

export interface Nodes {
  readonly nodegroups: readonly Nodegroup[];
  readonly launchTemplateVersions: readonly LaunchTemplateVersion[];
  readonly reservations: readonly Reservation[];
  readonly volumes: readonly Volume[];
  readonly networkInterfaces: readonly NetworkInterface[];
}

/** Node groups and everything that hangs on them: instances with their disks and addresses, claimed volumes. */
export function nodes(plan: ClusterPlan, net: Network, keyArn: string): Nodes {
  const random = plan.random.fork('nodes');
  const placed = plan.nodegroups.map((group) => ({
    group,
    nodes: Array.from({ length: group.nodes }, (_, at) => place(plan, net, random, at)),
  }));
  const encrypted = !plan.faults.has('volumes-plain');
  const everyNode = placed.flatMap((each) => each.nodes);
  return {
    nodegroups: plan.nodegroups.map((group) => nodegroup(plan, group, net)),
    launchTemplateVersions: plan.nodegroups.flatMap((group) => launchTemplates(plan, group, net, keyArn, encrypted)),
    reservations: placed.map(({ group, nodes: own }) => ({
      ReservationId: `r-0${random.hex(16)}`,
      OwnerId: plan.account,
      RequesterId: '940372691376',
      Groups: [],
      Instances: own.map((node) => instance(plan, group, net, node)),
    })),
    volumes: [
      ...everyNode.map((node) => volume(plan, node, { kind: 'root', encrypted, keyArn })),
      ...everyNode.map((node, at) => volume(plan, node, { kind: 'claim', encrypted: encrypted || at % 3 > 0, keyArn })),
    ],
    networkInterfaces: interfaces(plan, net, everyNode, random),
  };
}

function place(plan: ClusterPlan, net: Network, random: Seeded, at: number): Placed {
  const isPublic = plan.faults.has('public-nodes');
  const subnetIds = isPublic ? net.publicSubnetIds : net.privateSubnetIds;
  const zone = at % 3;
  return {
    instanceId: `i-0${random.hex(16)}`,
    rootVolumeId: `vol-0${random.hex(16)}`,
    claimVolumeId: `vol-0${random.hex(16)}`,
    interfaceIds: [`eni-0${random.hex(16)}`, `eni-0${random.hex(16)}`],
    subnetId: subnetIds[zone] ?? '',
    zone: `${plan.region}${['a', 'b', 'c'][zone] ?? 'a'}`,
    address: `10.0.${String(random.integer(0, 191))}.${String(random.integer(4, 250))}`,
    publicAddress: isPublic ? `54.93.${String(random.integer(0, 255))}.${String(random.integer(1, 254))}` : undefined,
    launched: daysAgo(random.integer(1, 60)),
  };
}

function nodegroup(plan: ClusterPlan, group: NodegroupPlan, net: Network): Nodegroup {
  const random = plan.random.fork(`nodegroup ${group.name}`);
  return {
    nodegroupName: group.name,
    nodegroupArn: `arn:aws:eks:${plan.region}:${plan.account}:nodegroup/${plan.name}/${group.name}/${random.hex(8)}-${random.hex(4)}`,
    clusterName: plan.name,
    version: plan.version,
    releaseVersion: `${plan.version}.2-20261001`,
    createdAt: daysAgo(400),
    modifiedAt: daysAgo(14),
    status: 'ACTIVE',
    capacityType: group.name === 'batch' ? 'SPOT' : 'ON_DEMAND',
    scalingConfig: { minSize: 1, maxSize: 12, desiredSize: group.nodes },
    instanceTypes: [group.instanceType],
    subnets: plan.faults.has('public-nodes') ? net.publicSubnetIds : net.privateSubnetIds,
    remoteAccess:
      plan.faults.has('ssh-open') && group.launchTemplateId === undefined ? { ec2SshKey: 'ops' } : undefined,
    amiType: group.launchTemplateId === undefined ? 'AL2023_ARM_64_STANDARD' : 'CUSTOM',
    nodeRole: `arn:aws:iam::${plan.account}:role/${plan.name}-${plan.region}-node`,
    labels: { tier: group.name },
    taints: group.name === 'system' ? [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NO_SCHEDULE' }] : [],
    resources: { autoScalingGroups: [{ name: `eks-${group.name}-${random.hex(8)}` }] },
    diskSize: group.launchTemplateId === undefined ? 20 : undefined,
    health: { issues: [] },
    updateConfig: { maxUnavailable: 1 },
    launchTemplate:
      group.launchTemplateId === undefined
        ? undefined
        : { id: group.launchTemplateId, name: `${plan.name}-${group.name}`, version: '2' },
    tags: { environment: plan.environment },
  };
}

function launchTemplates(
  plan: ClusterPlan,
  group: NodegroupPlan,
  net: Network,
  keyArn: string,
  encrypted: boolean,
): LaunchTemplateVersion[] {
  const { launchTemplateId } = group;
  if (launchTemplateId === undefined) return [];
  return [1, 2].map((number) => ({
    LaunchTemplateId: launchTemplateId,
    LaunchTemplateName: `${plan.name}-${group.name}`,
    VersionNumber: number,
    VersionDescription: `version ${String(number)}`,
    CreateTime: daysAgo(300 - number * 100),
    CreatedBy: `arn:aws:sts::${plan.account}:assumed-role/terraform/ci`,
    DefaultVersion: number === 2,
    LaunchTemplateData: {
      ImageId: group.imageId,
      InstanceType: 'm6i.large',
      SecurityGroupIds: [net.nodeGroupId],
      BlockDeviceMappings: [
        {
          DeviceName: '/dev/xvda',
          Ebs: {
            VolumeSize: 50,
            VolumeType: 'gp3',
            Encrypted: encrypted,
            KmsKeyId: encrypted ? keyArn : undefined,
            DeleteOnTermination: true,
          },
        },
      ],
      MetadataOptions: {
        HttpTokens: number === 2 ? 'required' : 'optional',
        HttpPutResponseHopLimit: number === 2 ? 1 : 2,
        HttpEndpoint: 'enabled',
      },
      UserData: Buffer.from('#!/bin/sh\n/etc/eks/bootstrap.sh\n').toString('base64'),
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'environment', Value: plan.environment }] }],
    },
  }));
}

function instance(plan: ClusterPlan, group: NodegroupPlan, net: Network, node: Placed): Instance {
  return {
    InstanceId: node.instanceId,
    ImageId: group.imageId,
    InstanceType: toInstanceType(group.instanceType),
    State: { Code: 16, Name: 'running' },
    LaunchTime: node.launched,
    Placement: { AvailabilityZone: node.zone, Tenancy: 'default' },
    VpcId: plan.vpcId,
    SubnetId: node.subnetId,
    PrivateIpAddress: node.address,
    PrivateDnsName: `ip-${node.address.replaceAll('.', '-')}.${plan.region}.compute.internal`,
    PublicIpAddress: node.publicAddress,
    Architecture: 'arm64',
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    BlockDeviceMappings: [
      {
        DeviceName: '/dev/xvda',
        Ebs: { VolumeId: node.rootVolumeId, Status: 'attached', DeleteOnTermination: true, AttachTime: node.launched },
      },
      {
        DeviceName: '/dev/xvdba',
        Ebs: {
          VolumeId: node.claimVolumeId,
          Status: 'attached',
          DeleteOnTermination: false,
          AttachTime: node.launched,
        },
      },
    ],
    IamInstanceProfile: {
      Arn: `arn:aws:iam::${plan.account}:instance-profile/${plan.name}-${plan.region}-node`,
      Id: `AIPA${plan.oidcId.slice(0, 17)}`,
    },
    SecurityGroups: [
      { GroupId: net.clusterGroupId, GroupName: `${plan.name}-cluster` },
      { GroupId: net.nodeGroupId, GroupName: `${plan.name}-node` },
    ],
    MetadataOptions: metadataOf(plan, group),
    Monitoring: { State: 'disabled' },
    EbsOptimized: true,
    SourceDestCheck: true,
    Tags: [
      { Key: 'eks:cluster-name', Value: plan.name },
      { Key: 'eks:nodegroup-name', Value: group.name },
      { Key: `kubernetes.io/cluster/${plan.name}`, Value: 'owned' },
    ],
  };
}

/** Some groups were started before somebody thought of tokens, or with a limit that lets pods in. */
function metadataOf(plan: ClusterPlan, group: NodegroupPlan): Instance['MetadataOptions'] {
  const kind = plan.random.fork(`metadata ${group.name}`).integer(1, 12);
  return {
    State: 'applied',
    HttpTokens: kind === 1 ? 'optional' : 'required',
    HttpPutResponseHopLimit: kind <= 3 ? 2 : 1,
    HttpEndpoint: 'enabled',
  };
}

function toInstanceType(name: string): NonNullable<Instance['InstanceType']> {
  if (name === 'm7g.large' || name === 'm6i.xlarge' || name === 'c7g.2xlarge') return name;
  return 'r6i.large';
}
