import { instance } from '#clouds/aws/ec2/instance/resource';
import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { volume } from '#clouds/aws/ec2/volume/resource';
import { kmsKey } from '#clouds/aws/kms/key/resource';
import { claimTag, givenTemplate, managedTags, nodeWith, templateWith, volumeWith } from '../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';

export const plain = { Encrypted: false, KmsKeyId: undefined } as const;
export const managed = nodeWith({ Tags: managedTags });
export const claim = { Tags: [claimTag, { Key: 'kubernetes.io/cluster/shop', Value: 'owned' }] };
export const silent = templateWith({ BlockDeviceMappings: [{ Ebs: { VolumeSize: 80, SnapshotId: 'snap-1' } }] });
export const none = { scalingConfig: { desiredSize: 0 } };
export const scaled = (desiredSize: number | undefined, more = {}) =>
  nodegroupWith({ scalingConfig: { desiredSize }, ...more });
export const emptied = nodegroupWith({ ...givenTemplate, ...none });
export const requireCmk = { requireCmk: true };

/** The cases of volumes, nodes and templates that were not read or not found. */
export const unread = {
  unknown: {
    'a node group that was scaled to nothing, whose nodes could not be read': {
      on: nodegroupWith(none),
      hidden: [instance],
      reason: 'denied',
    },
    'a node group that was scaled to nothing, whose template could not be read': {
      on: emptied,
      hidden: [launchTemplateVersion],
      reason: 'denied',
    },
    'a node group without nodes that wants some': {
      on: scaled(2),
      reason: 'not-found',
      message: 'The group wants 2 nodes, and none was found.',
    },
    'a node group without nodes that does not say how many it wants': {
      on: scaled(undefined),
      reason: 'not-found',
      message: 'No node of the group was found, and the answer does not say how many it wants.',
    },
    'a node group without nodes that wants one, whatever its template turns on': {
      on: scaled(1, givenTemplate),
      beside: [templateWith({ BlockDeviceMappings: [{ Ebs: { Encrypted: true } }] })],
      reason: 'not-found',
      message: 'The group wants 1 node, and none was found.',
    },
    'a node group without nodes that wants one, whose template leaves encryption to the account': {
      on: scaled(1, givenTemplate),
      beside: [silent],
      reason: 'not-found',
    },
    'a template that could not be read, though all volumes are encrypted': {
      on: nodegroupWith(givenTemplate),
      beside: [managed, volumeWith()],
      hidden: [launchTemplateVersion],
      reason: 'denied',
    },
    'a template that is not there, though all volumes are encrypted': {
      on: nodegroupWith(givenTemplate),
      beside: [managed, volumeWith()],
      reason: 'not-found',
      message: 'The launch template lt-1 3 could not be found.',
    },
    'a template that is not there, though the nodes have disks of the instance store only': {
      on: nodegroupWith(givenTemplate),
      beside: [nodeWith({ Tags: managedTags, RootDeviceType: 'instance-store' })],
      reason: 'not-found',
    },
    'a node that starts from a volume, none of whose volumes is listed': {
      on: nodegroupWith(),
      beside: [managed],
      reason: 'not-found',
      message: 'The root volume of arn:aws:ec2:eu-west-1:111122223333:instance/i-1 could not be found.',
    },
    'a node that shows only the volume of a claim': {
      on: clusterWith({}),
      beside: [nodeWith(), volumeWith(claim)],
      reason: 'not-found',
      message: 'The root volume of arn:aws:ec2:eu-west-1:111122223333:instance/i-1 could not be found.',
    },
    'an answer without Encrypted': {
      on: nodegroupWith(),
      beside: [managed, volumeWith({ Encrypted: undefined })],
      reason: 'field-missing',
      message: 'The answer has no arn:aws:ec2:eu-west-1:111122223333:volume/vol-1#Encrypted.',
    },
    'a volume that a node names is not in the listing': {
      on: nodegroupWith(),
      beside: [nodeWith({ Tags: managedTags, BlockDeviceMappings: [{ Ebs: { VolumeId: 'vol-1' } }] })],
      reason: 'not-found',
      message: 'The volume vol-1 of arn:aws:ec2:eu-west-1:111122223333:instance/i-1 could not be found.',
    },
    'a volume of a self-managed node is not in the listing': {
      on: clusterWith({}),
      beside: [nodeWith({ BlockDeviceMappings: [{ Ebs: { VolumeId: 'vol-1' } }] })],
      reason: 'not-found',
    },
    'DescribeVolumes was refused': { on: nodegroupWith(), beside: [managed], hidden: [volume], reason: 'denied' },
    'a launch template that could not be found': {
      on: nodegroupWith(givenTemplate),
      reason: 'not-found',
      message: 'The launch template lt-1 3 could not be found.',
    },
    'the key could not be read where policy asks for one of the customer': {
      on: nodegroupWith(),
      beside: [managed, volumeWith()],
      params: requireCmk,
      hidden: [kmsKey],
      reason: 'denied',
    },
    'an answer without clusterName': {
      on: nodegroupWith({ clusterName: undefined }),
      reason: 'field-missing',
      message: 'The answer has no clusterName.',
    },
    'a node group that is being made': { on: nodegroupWith({ status: 'CREATING' }), reason: 'in-transition' },
    'a volume that is being made': { on: volumeWith({ State: 'creating' }), reason: 'in-transition' },
  },
} as const;
