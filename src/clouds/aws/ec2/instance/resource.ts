import type { Instance, Tag } from '@aws-sdk/client-ec2';
import { defineType, wire, type MachineInUse, type Wire } from '#model';
import { regionOf } from '../../address.ts';

/** An instance: an entry of `DescribeInstances`. Its `cluster` key is the cluster whose node it is, by the tags that EKS, Karpenter and self-managed nodes carry. */
export const instance = defineType({
  name: 'ec2.instance',
  scope: 'aws-region',
  reads: ['ec2:DescribeInstances'],
  changedBy: [
    'ec2:RunInstances',
    'ec2:StartInstances',
    'ec2:StopInstances',
    'ec2:TerminateInstances',
    'ec2:ModifyInstanceAttribute',
    'ec2:ModifyInstanceMetadataOptions',
    'ec2:AssociateIamInstanceProfile',
    'ec2:ReplaceIamInstanceProfileAssociation',
    'ec2:DisassociateIamInstanceProfile',
    'ec2:AttachNetworkInterface',
    'ec2:DetachNetworkInterface',
    'ec2:AssociateAddress',
    'ec2:DisassociateAddress',
    'ec2:AttachVolume',
    'ec2:DetachVolume',
    'ec2:CreateTags',
    'ec2:DeleteTags',
  ],
  config: wire<Instance>(),
  keys: {
    id: ({ InstanceId }) => InstanceId,
    subnet: ({ SubnetId }) => SubnetId,
    image: ({ ImageId }) => ImageId,
    profile: ({ IamInstanceProfile }) => IamInstanceProfile?.Arn,
    group: ({ SecurityGroups }) => SecurityGroups?.flatMap(({ GroupId }) => GroupId ?? []),
    cluster: ({ Tags }) => clustersOf(Tags),
    nodegroup: ({ Tags }) => Tags?.find(({ Key }) => Key === 'eks:nodegroup-name')?.Value,
  },
  home: regionOf,
  components: { kinds: ['machine'], read: machineOf },
  settling: ({ State }) => ['pending', 'shutting-down'].find((it) => it === State?.Name),
});

/** The machine image that an instance runs; one that ends or has ended runs none. */
function machineOf({ ImageId, State, Tags }: Wire<Instance>): readonly MachineInUse[] {
  if (ImageId === undefined || State?.Name === 'terminated' || State?.Name === 'shutting-down') return [];
  return [{ kind: 'machine', image: ImageId, running: true, clusters: clustersOf(Tags) }];
}

const owned = 'kubernetes.io/cluster/';
const named = ['eks:cluster-name', 'aws:eks:cluster-name', 'eks:eks-cluster-name', 'alpha.eksctl.io/cluster-name'];

/** The clusters that the tags of an instance, a volume or a group name. */
export function clustersOf(tags: readonly Wire<Tag>[] | undefined): readonly string[] {
  const names = (tags ?? []).flatMap(({ Key = '', Value }) => {
    if (named.includes(Key)) return Value ?? [];
    return Key.startsWith(owned) ? Key.slice(owned.length) : [];
  });
  return [...new Set(names)];
}
