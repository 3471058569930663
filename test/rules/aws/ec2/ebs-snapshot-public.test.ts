import { imagePublicBlock } from '#clouds/aws/ec2/image-public-block/resource';
import { publicImages } from '#clouds/aws/ec2/public-images/resource';
import { publicSnapshots } from '#clouds/aws/ec2/public-snapshots/resource';
import { snapshotPublicBlock } from '#clouds/aws/ec2/snapshot-public-block/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/aws/ec2/ebs-snapshot-public';
import { clusterWith } from '../../../support/aws/eks.ts';
import { make } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

const target = 'aws:111122223333:eu-west-1';
const snapshots = (...ids: readonly string[]) =>
  make(
    publicSnapshots,
    `${target}/ec2.public-snapshots`,
    { Snapshots: ids.map((SnapshotId) => ({ SnapshotId })) },
    { target },
  );
const images = (...ids: readonly string[]) =>
  make(publicImages, `${target}/ec2.public-images`, { Images: ids.map((ImageId) => ({ ImageId })) }, { target });
const block = (State?: 'block-all-sharing' | 'block-new-sharing' | 'unblocked') =>
  make(snapshotPublicBlock, `${target}/ec2.snapshot-public-block`, { State }, { target });
const imageBlock = (ImageBlockPublicAccessState?: string) =>
  make(imagePublicBlock, `${target}/ec2.image-public-block`, { ImageBlockPublicAccessState }, { target });
const cluster = clusterWith({});

const nothing = 'The account shares nothing of the kind with everybody.';
const blocked = 'The region blocks sharing snapshots and AMIs with everybody.';
const asked = 'who uses it from outside has to be asked first';
const both = [cluster, imageBlock('block-new-sharing')];

testRule(rule, {
  pass: {
    'no snapshot is public': { on: snapshots(), beside: [cluster], message: nothing },
    'no AMI is public': { on: images(), beside: [cluster], message: nothing },
    'both blocks are on': { on: block('block-all-sharing'), beside: both, message: blocked },
    'new sharing of snapshots is blocked': { on: block('block-new-sharing'), beside: both, message: blocked },
    'all sharing is blocked, as policy asks': {
      on: block('block-all-sharing'),
      beside: both,
      params: { requireBlockAll: true },
      message: blocked,
    },
  },
  fail: {
    'a public snapshot': {
      cannot: asked,
      on: snapshots('snap-1', 'snap-2'),
      beside: [cluster, block('unblocked')],
      message: 'Everybody may copy the snapshot snap-1.',
      key: 'snap-1',
      also: ['Everybody may copy the snapshot snap-2.'],
    },
    'a snapshot that was shared before new sharing was blocked': {
      cannot: asked,
      on: snapshots('snap-1'),
      beside: [cluster, block('block-new-sharing')],
      message: 'Everybody may copy the snapshot snap-1.',
      key: 'snap-1',
    },
    'a public snapshot that the block hides': {
      cannot: asked,
      on: snapshots('snap-1'),
      beside: [cluster, block('block-all-sharing')],
      message: 'Everybody may copy the snapshot snap-1 as soon as the region stops blocking it.',
      key: 'snap-1',
      grade: 'low',
    },
    'a public AMI, whatever is blocked': {
      cannot: asked,
      on: images('ami-1'),
      beside: [cluster, block('block-all-sharing'), imageBlock('block-new-sharing')],
      message: 'Everybody may launch the AMI ami-1.',
      key: 'ami-1',
    },
    'neither is blocked': {
      on: block('unblocked'),
      beside: [cluster, imageBlock('unblocked')],
      message: 'The region lets snapshots (unblocked) and AMIs (unblocked) be made public.',
      grade: 'low',
    },
    'AMIs are not blocked': {
      on: block('block-all-sharing'),
      beside: [cluster, imageBlock('unblocked')],
      message: 'The region lets AMIs (unblocked) be made public.',
      grade: 'low',
    },
    'snapshots are not blocked, and of AMIs it is not known': {
      on: block('unblocked'),
      beside: [cluster],
      hidden: [imagePublicBlock],
      cannot: 'ec2:GetImageBlockPublicAccessState was refused.',
      message: 'The region lets snapshots (unblocked) be made public.',
      grade: 'low',
    },
    'new sharing is blocked where policy asks for all': {
      on: block('block-new-sharing'),
      beside: both,
      params: { requireBlockAll: true },
      message: 'The region lets snapshots (block-new-sharing) be made public.',
      grade: 'low',
    },
  },
  unknown: {
    'the block of AMIs was refused': {
      on: block('block-all-sharing'),
      beside: [cluster],
      hidden: [imagePublicBlock],
      reason: 'denied',
    },
    'no answer holds the block of AMIs': { on: block('block-all-sharing'), beside: [cluster], reason: 'not-found' },
    'whether the block hides a public snapshot was refused': {
      on: snapshots('snap-1'),
      beside: [cluster],
      hidden: [snapshotPublicBlock],
      reason: 'denied',
    },
    'no answer holds the block of snapshots': { on: snapshots('snap-1'), beside: [cluster], reason: 'not-found' },
    'an answer about snapshots without its state': {
      on: snapshots('snap-1'),
      beside: [cluster, block()],
      reason: 'field-missing',
    },
    'a block without its state': { on: block(), beside: both, reason: 'field-missing' },
    'a block of AMIs without its state': {
      on: block('block-all-sharing'),
      beside: [cluster, imageBlock()],
      reason: 'field-missing',
    },
    'an answer without snapshots': {
      on: make(publicSnapshots, `${target}/ec2.public-snapshots`, {}, { target }),
      beside: [cluster],
      reason: 'field-missing',
    },
    'an answer without AMIs': {
      on: make(publicImages, `${target}/ec2.public-images`, {}, { target }),
      beside: [cluster],
      reason: 'field-missing',
    },
    'the clusters of the region were refused': { on: snapshots('snap-1'), hidden: [eksCluster], reason: 'denied' },
  },
  notApplicable: {
    'a region without clusters': { on: images('ami-1'), message: 'no cluster stands in the region' },
  },
});
