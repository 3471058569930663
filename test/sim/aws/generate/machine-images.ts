import type { Image } from '@aws-sdk/client-ec2';
import { daysAgo, type ClusterPlan } from './plan.ts';

const amazonEks = '602401143452';
const stranger = '999988887777';

/** The images that nodes run: Amazon's, the account's own, and now and then a stranger's. */
export function machineImages(account: string, plans: readonly ClusterPlan[]): Image[] {
  return plans.flatMap((plan) => {
    const random = plan.random.fork('images');
    const foreign = plan.faults.has('image-foreign');
    const owner = foreign ? stranger : random.pick([amazonEks, amazonEks, account]);
    const age = random.integer(5, 400);
    const imageId = plan.nodegroups[0]?.imageId;
    return {
      ImageId: imageId,
      ImageOwnerAlias: owner === amazonEks ? 'amazon' : undefined,
      OwnerId: owner,
      Name:
        owner === amazonEks
          ? `amazon-eks-node-al2023-${plan.version}-v2026${String(age)}`
          : `golden-${plan.name}-${String(age)}`,
      Description: foreign ? 'community build <unsigned> & untested' : 'EKS node image',
      CreationDate: daysAgo(age).toISOString(),
      DeprecationTime: daysAgo(age - 730).toISOString(),
      Architecture: 'arm64',
      ImageType: 'machine',
      State: 'available',
      Public: owner !== account,
      RootDeviceType: 'ebs',
      RootDeviceName: '/dev/xvda',
      VirtualizationType: 'hvm',
      Hypervisor: 'xen',
      EnaSupport: true,
      PlatformDetails: 'Linux/UNIX',
      BlockDeviceMappings: [
        {
          DeviceName: '/dev/xvda',
          Ebs: {
            SnapshotId: `snap-0${random.hex(16)}`,
            VolumeSize: 20,
            VolumeType: 'gp3',
            Encrypted: owner === account,
            DeleteOnTermination: true,
          },
        },
      ],
      Tags: [],
    };
  });
}
