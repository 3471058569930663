import type { Volume } from '@aws-sdk/client-ec2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** An EBS volume: an entry of `DescribeVolumes`. */
export const volume = defineType({
  name: 'ec2.volume',
  scope: 'aws-region',
  reads: ['ec2:DescribeVolumes'],
  changedBy: [
    'ec2:CreateVolume',
    'ec2:AttachVolume',
    'ec2:DetachVolume',
    'ec2:ModifyVolume',
    'ec2:DeleteVolume',
    'ec2:RestoreVolumeFromRecycleBin',
    'ec2:RunInstances',
    'ec2:TerminateInstances',
    'ec2:CreateTags',
    'ec2:DeleteTags',
  ],
  config: wire<Volume>(),
  keys: {
    id: ({ VolumeId }) => VolumeId,
    key: ({ KmsKeyId }) => KmsKeyId,
    keyNamed: ({ KmsKeyId }) => (KmsKeyId?.includes(':key/') === false ? 'otherwise' : undefined),
    instance: ({ Attachments }) => Attachments?.flatMap(({ InstanceId }) => InstanceId ?? []),
  },
  home: regionOf,
  settling: ({ State }) => ['creating', 'deleting'].find((it) => it === State),
});
