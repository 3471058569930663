import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  RunInstancesCommand,
  type EC2Client,
  type EbsBlockDevice,
  type Tag,
} from '@aws-sdk/client-ec2';

/** One machine to start. */
export interface MachinePlan {
  readonly name: string;
  readonly image: string;
  readonly subnet: string;
  readonly groups: readonly string[];
  readonly publicAddress: boolean;
  readonly disk: EbsBlockDevice;
  readonly tags: readonly Tag[];
}

export interface Machine {
  readonly instance: object;
  readonly volume: object;
  readonly networkInterface: object;
}

/** The tags that EKS puts on the nodes of a managed node group. */
export const nodeTags = (cluster: string, nodegroup: string): readonly Tag[] => [
  { Key: 'eks:cluster-name', Value: cluster },
  { Key: 'eks:nodegroup-name', Value: nodegroup },
];

/** Starts a machine; the answer holds what was put in, as the three listings have to tell it. */
export async function startMachine(ec2: EC2Client, plan: MachinePlan): Promise<Machine> {
  const { name, image, subnet, groups, publicAddress, disk } = plan;
  const Tags = [{ Key: 'Name', Value: name }, ...plan.tags];
  const started = await ec2.send(
    new RunInstancesCommand({
      ImageId: image,
      InstanceType: 'm6i.large',
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [
        { DeviceIndex: 0, SubnetId: subnet, Groups: [...groups], AssociatePublicIpAddress: publicAddress },
      ],
      BlockDeviceMappings: [{ DeviceName: '/dev/sda1', Ebs: disk }],
      TagSpecifications: [
        { ResourceType: 'instance', Tags },
        { ResourceType: 'volume', Tags },
      ],
    }),
  );
  const InstanceId = started.Instances?.[0]?.InstanceId ?? '';
  const read = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
  const [it] = read.Reservations?.[0]?.Instances ?? [];
  const VolumeId = it?.BlockDeviceMappings?.[0]?.Ebs?.VolumeId;
  const NetworkInterfaceId = it?.NetworkInterfaces?.[0]?.NetworkInterfaceId;
  return {
    instance: { InstanceId, ImageId: image, InstanceType: 'm6i.large', SubnetId: subnet, Tags },
    volume: { VolumeId, Size: disk.VolumeSize, Encrypted: disk.Encrypted, KmsKeyId: disk.KmsKeyId, Tags },
    networkInterface: {
      NetworkInterfaceId,
      SubnetId: subnet,
      Groups: groups.map((GroupId) => ({ GroupId })),
      Attachment: { InstanceId },
      ...(publicAddress && { Association: { PublicIp: it?.PublicIpAddress } }),
    },
  };
}

/** An image that Amazon owns. */
export async function anImageOf(ec2: EC2Client): Promise<string> {
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }));
  return Images.find(({ ImageOwnerAlias }) => ImageOwnerAlias === 'amazon')?.ImageId ?? '';
}

/** A launch template whose second version turns encryption off. */
export async function makeTemplate(
  ec2: EC2Client,
  image: string,
): Promise<{ readonly id: string; readonly held: object }> {
  const LaunchTemplateName = 'plain-disks';
  const first = { ImageId: image, InstanceType: 'm5.large' as const };
  const made = await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData: first }));
  const LaunchTemplateId = made.LaunchTemplate?.LaunchTemplateId ?? '';
  const LaunchTemplateData = {
    ...first,
    BlockDeviceMappings: [{ DeviceName: '/dev/sdb', Ebs: { Encrypted: false, VolumeSize: 40 } }],
  };
  await ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateId,
      LaunchTemplateData: { ...LaunchTemplateData, UserData: 'cGFzc3dvcmQ9aHVudGVyMg==' },
    }),
  );
  return { id: LaunchTemplateId, held: { LaunchTemplateId, LaunchTemplateName, VersionNumber: 2, LaunchTemplateData } };
}
