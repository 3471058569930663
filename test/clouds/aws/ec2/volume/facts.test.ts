import { describe, expect, test } from 'vitest';
import { eksEncryption, eksKeys } from '#clouds/aws/ec2/volume/encryption-facts';
import { volumeClaim } from '#clouds/aws/ec2/volume/claim-facts';
import { eksVolumes } from '#clouds/aws/ec2/volume/facts';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { volume } from '#clouds/aws/ec2/volume/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { claimTag, givenTemplate, keyBy, managedTags, nodeWith, volumeWith } from '../../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../../support/aws/eks.ts';
import { answerOf } from '../../../../support/aws/fact.ts';

const detached = { Attachments: [] };

describe('the clusters of a claim', () => {
  const clusters = (config: Parameters<typeof volumeWith>[0], hidden = false) =>
    answerOf(volumeClaim, volumeWith(config), [nodeWith()], hidden ? { hidden: [instance] } : {});

  test('are told by its tags', () => {
    const Tags = [
      claimTag,
      { Key: 'KubernetesCluster', Value: 'one' },
      { Key: 'kubernetes.io/cluster/two', Value: 'owned' },
    ];
    expect(clusters({ Tags, ...detached })).toEqual(['two', 'one']);
  });

  test('are those of the nodes that it is attached to', () => {
    expect(clusters({ Tags: [claimTag] })).toEqual(['shop']);
  });

  test('are none when nothing tells them', () => {
    expect(clusters({ Tags: [claimTag], ...detached })).toEqual([]);
  });

  test('are unknown when only an unread node could tell them', () => {
    expect(clusters({ Tags: [claimTag] }, true)).toMatchObject({ reason: 'denied' });
    expect(clusters({ Tags: [claimTag, { Key: 'KubernetesCluster', Value: 'one' }] }, true)).toEqual(['one']);
  });

  test('do not exist for a volume of no claim', () => {
    expect(clusters({ Tags: [{ Key: 'kubernetes.io/cluster/shop', Value: 'owned' }] })).toBeUndefined();
  });
});

describe('the volumes that an object answers for', () => {
  test('the volumes of claims are not those of the nodes that they are attached to', () => {
    const beside = [nodeWith(), volumeWith(), volumeWith({ VolumeId: 'vol-2', Tags: [claimTag] })];
    expect(answerOf(eksVolumes, clusterWith({}), beside)).toMatchObject({
      sets: [
        { key: 'nodes', volumes: [{ name: 'vol-1' }] },
        { key: 'claims', volumes: [{ name: 'vol-2' }] },
      ],
    });
  });

  test('a volume on two nodes counts once', () => {
    const both = volumeWith({ Attachments: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }] });
    const beside = [nodeWith({ Tags: managedTags }), nodeWith({ InstanceId: 'i-2', Tags: managedTags }), both];
    expect(answerOf(eksVolumes, nodegroupWith(), beside)).toMatchObject({ sets: [{ volumes: [{ name: 'vol-1' }] }] });
  });

  const mapped = (...ids: readonly string[]) => ({
    BlockDeviceMappings: ids.map((VolumeId) => ({ DeviceName: '/dev/xvda', Ebs: { VolumeId } })),
  });
  const lost = (id: string) => ({
    reason: 'not-found',
    message: `The volume ${id} of arn:aws:ec2:eu-west-1:111122223333:instance/i-1 could not be found.`,
  });

  test('a volume that only its node names counts', () => {
    const beside = [nodeWith({ Tags: managedTags, ...mapped('vol-1') }), volumeWith(detached)];
    expect(answerOf(eksVolumes, nodegroupWith(), beside)).toMatchObject({
      sets: [{ volumes: [{ name: 'vol-1' }] }],
      missing: [],
    });
  });

  test('a volume that a node names and that is not listed is missing', () => {
    const group = answerOf(eksVolumes, nodegroupWith(), [nodeWith({ Tags: managedTags, ...mapped('vol-1') })]);
    expect(group).toMatchObject({ sets: [{ key: 'nodes', volumes: [] }], missing: [lost('vol-1')] });
    const cluster = answerOf(eksVolumes, clusterWith({}), [nodeWith(mapped('vol-1', 'vol-2')), volumeWith()]);
    expect(cluster).toMatchObject({ sets: [{ volumes: [{ name: 'vol-1' }] }], missing: [lost('vol-2')] });
    expect(answerOf(eksVolumes, clusterWith({}), [nodeWith(mapped('vol-2'))])).toMatchObject({ sets: [] });
  });

  test('a node that starts from a volume, and shows none, misses its root', () => {
    const bare = nodeWith({ RootDeviceType: 'instance-store' });
    const answer = answerOf(eksVolumes, clusterWith({}), [bare, nodeWith({ InstanceId: 'i-2' })]);
    const message = 'The root volume of arn:aws:ec2:eu-west-1:111122223333:instance/i-2 could not be found.';
    expect(answer).toMatchObject({ sets: [], missing: [{ reason: 'not-found', message }] });
  });

  test('of a node group that wants nodes and shows none are missing, and so is its template', () => {
    const group = nodegroupWith({ ...givenTemplate, scalingConfig: { desiredSize: 2 } });
    expect(answerOf(eksVolumes, group)).toMatchObject({
      sets: [{ key: 'nodes', volumes: [] }],
      missing: [
        { message: 'The launch template lt-1 3 could not be found.' },
        { message: 'The group wants 2 nodes, and none was found.' },
      ],
    });
  });

  test('of nodes with disks of the instance store are not all, while the template is not there', () => {
    const bare = nodeWith({ Tags: managedTags, RootDeviceType: 'instance-store' });
    const missing = [{ message: 'The launch template lt-1 3 could not be found.' }];
    expect(answerOf(eksVolumes, nodegroupWith(givenTemplate), [bare])).toMatchObject({ missing });
  });

  test('a volume that a node names and that could not be read says why', () => {
    const answer = answerOf(eksVolumes, clusterWith({}), [nodeWith(mapped('vol-1'))], { hidden: [volume] });
    expect(answer).toMatchObject({ missing: [{ reason: 'denied' }] });
  });

  test('a claim of a cluster that does not exist is judged by itself', () => {
    const claim = volumeWith({ ...detached, Tags: [claimTag, { Key: 'KubernetesCluster', Value: 'old' }] });
    expect(answerOf(eksVolumes, claim, [clusterWith({})])).toMatchObject({ sets: [{ key: 'claims' }] });
  });

  test('a claim of a cluster that could not be read is unknown', () => {
    const claim = volumeWith({ ...detached, Tags: [claimTag, { Key: 'KubernetesCluster', Value: 'shop' }] });
    expect(answerOf(eksVolumes, claim, [], { hidden: [eksCluster] })).toMatchObject({ reason: 'denied' });
  });
});

test('unencrypted volumes are named in order', () => {
  const plain = { Encrypted: false };
  const beside = [nodeWith(), volumeWith({ VolumeId: 'vol-2', ...plain }), volumeWith(plain)];
  expect(answerOf(eksEncryption, clusterWith({}), beside)).toMatchObject({
    plain: [
      {
        of: 'nodes',
        seen: [
          { at: 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-1#Encrypted' },
          { at: 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-2#Encrypted' },
        ],
      },
    ],
  });
});

describe('the keys of volumes', () => {
  const keys = (config: Parameters<typeof volumeWith>[0], ...beside: ReturnType<typeof keyBy>[]) =>
    answerOf(eksKeys, clusterWith({}), [nodeWith(), volumeWith(config), ...beside]);

  test('that AWS manages are seen, those of the customer are not', () => {
    const at = 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-1#KmsKeyId';
    expect(keys({}, keyBy('AWS'))).toMatchObject({ byAws: [{ of: 'nodes', seen: [{ at }] }], unread: [] });
    expect(keys({}, keyBy('CUSTOMER'))).toEqual({ byAws: [], unread: [] });
  });

  test('are not asked for where a volume is not encrypted', () => {
    expect(keys({ Encrypted: false, KmsKeyId: undefined })).toEqual({ byAws: [], unread: [] });
  });

  test('that are missing, gone or say nothing are unknown', () => {
    expect(keys({ KmsKeyId: undefined })).toMatchObject({ unread: [{ reason: 'field-missing' }] });
    expect(keys({})).toMatchObject({ unread: [{ reason: 'not-found' }] });
    expect(keys({}, keyBy(undefined))).toMatchObject({ unread: [{ reason: 'field-missing' }] });
  });

  test('of an object that answers for no volumes are none', () => {
    expect(answerOf(eksKeys, clusterWith({}))).toEqual({ byAws: [], unread: [] });
  });
});
