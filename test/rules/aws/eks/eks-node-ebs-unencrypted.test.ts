import { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
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
import {
  claim,
  emptied,
  managed,
  none,
  plain,
  requireCmk,
  scaled,
  silent,
  unread,
} from './eks-node-ebs-unencrypted.unread.ts';

const web = [managed, nodeWith({ InstanceId: 'i-2', Tags: managedTags })];
const onSecond = { Attachments: [{ InstanceId: 'i-2' }] };
const detached = { Attachments: [], State: 'available' } as const;
const pinned = templateWith({
  BlockDeviceMappings: [
    { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 80 } },
    { DeviceName: '/dev/xvdb', Ebs: { Encrypted: false } },
  ],
});
const templateFail = 'Its launch template turns the encryption of new volumes off.';
const hardware = 'its nodes have only instance-store disks, which the hardware encrypts';

testRule(rule, {
  pass: {
    'all volumes of a node group are encrypted': { on: nodegroupWith(), beside: [managed, volumeWith()] },
    'the template of a node group that was scaled to nothing': {
      on: emptied,
      beside: [templateWith({ BlockDeviceMappings: [{ Ebs: { Encrypted: true } }] })],
    },
    'a template entry without Encrypted inherits the account default and is not judged': {
      on: nodegroupWith(givenTemplate),
      beside: [managed, volumeWith(), silent],
    },
    'a volume of a node of another node group': {
      on: nodegroupWith({ nodegroupName: 'jobs' }),
      beside: [
        managed,
        volumeWith(plain),
        nodeWith({ InstanceId: 'i-2', Tags: [managedTags[0], { Key: 'eks:nodegroup-name', Value: 'jobs' }] }),
        volumeWith({ VolumeId: 'vol-2', ...onSecond }),
      ],
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
    'a template that turns it off, while the nodes that the group wants were not found': {
      on: scaled(2, givenTemplate),
      beside: [pinned],
      message: templateFail,
      key: 'template',
      grade: 'low',
    },
    'an unencrypted volume, while the template could not be read': {
      on: nodegroupWith(givenTemplate),
      beside: [managed, volumeWith(plain)],
      hidden: [launchTemplateVersion],
      message: 'Not encrypted: 1 volume of nodes.',
      key: 'nodes',
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
  unknown: { ...unread.unknown },
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
