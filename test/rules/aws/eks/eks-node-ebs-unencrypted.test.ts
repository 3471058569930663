import { instance } from '#clouds/aws/ec2/instance/resource';
import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { volume } from '#clouds/aws/ec2/volume/resource';
import { kmsKey } from '#clouds/aws/kms/key/resource';
import rule from '#rules/aws/eks/eks-node-ebs-unencrypted';
import {
  claimTag,
  givenTemplate,
  keyBy,
  managedTags,
  nodeWith,
  templateWith,
  volumeWith,
} from '../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const plain = { Encrypted: false, KmsKeyId: undefined } as const;
const managed = nodeWith({ Tags: managedTags });
const web = [managed, nodeWith({ InstanceId: 'i-2', Tags: managedTags })];
const onSecond = { Attachments: [{ InstanceId: 'i-2' }] };
const claim = { Tags: [claimTag, { Key: 'kubernetes.io/cluster/shop', Value: 'owned' }] };
const detached = { Attachments: [], State: 'available' } as const;
const pinned = templateWith({
  BlockDeviceMappings: [
    { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 80 } },
    { DeviceName: '/dev/xvdb', Ebs: { Encrypted: false } },
  ],
});
const none = { scalingConfig: { desiredSize: 0 } };
const emptied = nodegroupWith({ ...givenTemplate, ...none });
const templateFail = 'Its launch template turns the encryption of new volumes off.';
const requireCmk = { requireCmk: true };
const hardware = 'its nodes have only instance-store disks, which the hardware encrypts';

testRule(rule, {
  pass: {
    'all volumes of a node group are encrypted': { on: nodegroupWith(), beside: [managed, volumeWith()] },
    'a node group without nodes that wants some': { on: nodegroupWith({ scalingConfig: { desiredSize: 2 } }) },
    'a node group without nodes that does not say how many it wants': { on: nodegroupWith() },
    'the template of a node group that was scaled to nothing': {
      on: emptied,
      beside: [templateWith({ BlockDeviceMappings: [{ Ebs: { Encrypted: true } }] })],
    },
    'a template entry without Encrypted inherits the account default and is not judged': {
      on: nodegroupWith(givenTemplate),
      beside: [templateWith({ BlockDeviceMappings: [{ Ebs: { VolumeSize: 80, SnapshotId: 'snap-1' } }] })],
    },
    'a volume of a node of another node group': {
      on: nodegroupWith({ nodegroupName: 'jobs' }),
      beside: [managed, volumeWith(plain)],
    },
    'the key that AWS manages is enough unless policy says otherwise': {
      on: nodegroupWith(),
      beside: [managed, volumeWith(), keyBy('AWS')],
    },
    'a key of the customer where policy asks for one': {
      on: nodegroupWith(),
      beside: [managed, volumeWith(), keyBy('CUSTOMER')],
      params: requireCmk,
    },
    'the volumes of claims are encrypted': { on: clusterWith({}), beside: [volumeWith({ ...detached, ...claim })] },
    'the volumes of self-managed nodes are encrypted': { on: clusterWith({}), beside: [nodeWith(), volumeWith()] },
  },
  fail: {
    'the template of a node group that was scaled to nothing turns it off': {
      on: emptied,
      beside: [pinned],
      message: templateFail,
      key: 'template',
      grade: 'low',
    },
    'one finding for all unencrypted volumes of a node group': {
      on: nodegroupWith(),
      beside: [
        ...web,
        volumeWith(plain),
        volumeWith({ VolumeId: 'vol-2', ...onSecond, ...plain }),
        volumeWith({ VolumeId: 'vol-3' }),
      ],
      message: 'Not encrypted: 2 volumes of nodes.',
      key: 'nodes',
    },
    'self-managed nodes are judged at the cluster': {
      on: clusterWith({}),
      beside: [nodeWith(), volumeWith(plain)],
      message: 'Not encrypted: 1 volume of nodes.',
      key: 'nodes',
    },
    'a tag that names a node group which does not exist excuses no node': {
      on: clusterWith({}),
      beside: [managed, volumeWith(plain), nodegroupWith({ nodegroupName: 'jobs' })],
      message: 'Not encrypted: 1 volume of nodes.',
      key: 'nodes',
    },
    'a detached volume that was made for a claim': {
      on: clusterWith({}),
      beside: [volumeWith({ ...plain, ...detached, ...claim })],
      message: 'Not encrypted: 1 volume of claims.',
      key: 'claims',
    },
    'nodes and claims are two findings': {
      on: clusterWith({}),
      beside: [nodeWith(), volumeWith(plain), volumeWith({ VolumeId: 'vol-2', ...plain, Tags: [claimTag] })],
      message: 'Not encrypted: 1 volume of nodes.',
      key: 'nodes',
      also: ['Not encrypted: 1 volume of claims.'],
    },
    'a detached claim that nothing ties to a cluster is judged by itself': {
      on: volumeWith({ ...plain, ...detached, Tags: [claimTag] }),
      beside: [clusterWith({})],
      message: 'Not encrypted: 1 volume of claims.',
      key: 'claims',
    },
    'Encrypted=false pinned in the template is latent, and low': {
      on: nodegroupWith(givenTemplate),
      beside: [pinned],
      message: templateFail,
      key: 'template',
      grade: 'low',
    },
    'a pinned template stands beside what already runs': {
      on: nodegroupWith(givenTemplate),
      beside: [pinned, managed, volumeWith(plain)],
      message: 'Not encrypted: 1 volume of nodes.',
      key: 'nodes',
      also: [templateFail],
    },
    'policy asks for a key of the customer': {
      on: nodegroupWith(),
      beside: [managed, volumeWith(), keyBy('AWS')],
      params: requireCmk,
      message: 'Encrypted with the key that AWS manages: 1 volume of nodes.',
      key: 'nodes/key',
      grade: 'low',
    },
  },
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
  notApplicable: {
    'a node group that was scaled to nothing': { on: nodegroupWith(none), message: 'it has no nodes' },
    'a node group that was scaled to nothing, with a template that leaves encryption to the account': {
      on: emptied,
      beside: [templateWith({ BlockDeviceMappings: [{ Ebs: { VolumeSize: 80 } }] })],
      message: 'it has no nodes',
    },
    'disks of the instance store are encrypted by the hardware': {
      on: nodegroupWith(),
      beside: [nodeWith({ Tags: managedTags, RootDeviceType: 'instance-store' })],
      message: hardware,
    },
    'self-managed nodes with disks of the instance store only': {
      on: clusterWith({}),
      beside: [nodeWith({ RootDeviceType: 'instance-store' })],
      message: hardware,
    },
    'a cluster on Fargate has no volumes of its own': {
      on: clusterWith({}),
      message: 'it has no nodes outside its managed node groups and no volumes of claims',
    },
    'nodes of managed node groups are judged there': {
      on: clusterWith({}),
      beside: [nodegroupWith(), managed, volumeWith(plain)],
      message: 'it has no nodes outside its managed node groups and no volumes of claims',
    },
    'a volume of a claim is judged at its cluster': {
      on: volumeWith({ ...plain, Tags: [claimTag] }),
      beside: [clusterWith({}), nodeWith()],
      message: 'it is judged at its cluster',
    },
    'a volume of no claim is judged with its nodes': {
      on: volumeWith(plain),
      beside: [nodeWith()],
      message: 'a volume of no claim is judged with the nodes it belongs to',
    },
  },
});
