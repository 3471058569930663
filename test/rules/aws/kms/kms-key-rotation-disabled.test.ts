import { expect, it } from 'vitest';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { kmsKeyRotation } from '#clouds/aws/kms/key-rotation/resource';
import rule from '#rules/aws/kms/kms-key-rotation-disabled';
import { claimTag, nodeWith, volumeWith } from '../../../support/aws/ec2.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { keyArn, keyWith, rotationWith } from '../../../support/aws/kms.ts';
import { make } from '../../../support/build.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const uses = (key: string) => clusterWith({}, { encryptionConfig: [{ provider: { keyArn: key } }] });
const cluster = uses(keyArn);
const repository = make(ecrRepository, 'arn:aws:ecr:eu-west-1:111122223333:repository/shop', {
  encryptionConfiguration: { encryptionType: 'KMS', kmsKey: keyArn },
});
const alias = 'arn:aws:kms:eu-west-1:111122223333:alias/eks';
const on = (RotationPeriodInDays?: number) => rotationWith({ KeyRotationEnabled: true, RotationPeriodInDays });
const off = rotationWith({ KeyRotationEnabled: false });
const message = 'The key is not rotated.';
const primary = 'arn:aws:kms:us-east-1:111122223333:key/mrk-1';
const replica = keyWith({
  MultiRegion: true,
  MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Arn: primary, Region: 'us-east-1' } },
});
const all = { scope: 'all' };
const unused = 'no cluster, volume of a node or repository uses the key';

testRule(rule, {
  pass: {
    'a key of a cluster that is rotated': { on: keyWith(), beside: [cluster, on(365)] },
    'without a period it is a year': { on: keyWith(), beside: [cluster, on()] },
    'more often than policy asks': { on: keyWith(), beside: [cluster, on(90)] },
    'as often as policy asks': { on: keyWith(), beside: [cluster, on(730)], params: { maxRotationDays: 730 } },
    'the kind of key by its older name': {
      on: keyWith({ KeySpec: undefined, CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT' }),
      beside: [cluster, on()],
    },
    'a replica is rotated with its primary': {
      on: replica,
      beside: [cluster, rotationWith({ KeyRotationEnabled: true }, primary)],
    },
    'a primary is judged by itself': {
      on: keyWith({ MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY', PrimaryKey: { Arn: primary } } }),
      beside: [cluster, on()],
    },
  },
  fail: {
    'a key of a cluster that is not rotated': { on: keyWith(), beside: [cluster, off], message },
    'the key of a repository': { on: keyWith(), beside: [repository, off], message },
    'the key of a repository, whatever an alias stands for': {
      on: keyWith(),
      beside: [uses(alias), repository, off],
      message,
    },
    'the key of the disk of a node': { on: keyWith(), beside: [volumeWith(), nodeWith(), off], message },
    'the key of a volume that is tagged for a cluster': {
      on: keyWith(),
      beside: [volumeWith({ Attachments: [], Tags: [{ Key: 'kubernetes.io/cluster/shop', Value: 'owned' }] }), off],
      message,
    },
    'the key of the volume of a claim': {
      on: keyWith(),
      beside: [volumeWith({ Attachments: [], Tags: [claimTag] }), off],
      message,
    },
    'policy asks for every key': { on: keyWith(), beside: [off], params: all, message },
    'a key that is rotated too rarely': {
      on: keyWith(),
      beside: [cluster, on(366)],
      message: 'The key is rotated every 366 days only.',
      grade: 'low',
    },
    'a year is too rarely for policy': {
      on: keyWith(),
      beside: [cluster, on()],
      params: { maxRotationDays: 180 },
      message: 'The key is rotated every 365 days only.',
      grade: 'low',
    },
    'KMS does not rotate as often as policy asks': {
      on: keyWith(),
      beside: [cluster, off],
      params: { maxRotationDays: 30 },
      message,
      cannot: 'KMS rotates keys every 90 days at the most',
    },
    'KMS rotates every 90 days at the most': {
      on: keyWith(),
      beside: [cluster, off],
      params: { maxRotationDays: 90 },
      message,
    },
    'KMS rotates at least every seven years': {
      on: keyWith(),
      beside: [cluster, off],
      params: { maxRotationDays: 10_000 },
      message,
    },
    'a replica whose primary is not rotated': {
      on: replica,
      beside: [cluster, rotationWith({ KeyRotationEnabled: false }, primary)],
      message,
    },
  },
  unknown: {
    'how it is rotated could not be read': {
      on: keyWith(),
      beside: [cluster],
      hidden: [kmsKeyRotation],
      reason: 'denied',
    },
    'how it is rotated was not read': {
      on: keyWith(),
      beside: [cluster],
      reason: 'not-found',
      message: `How ${keyArn} is rotated was not read.`,
    },
    'the primary of a replica was not read': { on: replica, beside: [cluster, on()], reason: 'outside' },
    'a replica that does not name its primary': {
      on: keyWith({ MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA' } }),
      beside: [cluster, on()],
      reason: 'field-missing',
    },
    'an answer without KeyRotationEnabled': {
      on: keyWith(),
      beside: [cluster, rotationWith({})],
      reason: 'field-missing',
      message: `The answer has no ${keyArn}/rotation#KeyRotationEnabled.`,
    },
    'an answer without KeyManager': {
      on: keyWith({ KeyManager: undefined }),
      beside: [cluster, on()],
      reason: 'field-missing',
    },
    'an answer without KeySpec': {
      on: keyWith({ KeySpec: undefined }),
      beside: [cluster, on()],
      reason: 'field-missing',
      message: 'The answer has no KeySpec.',
    },
    'an answer without KeyUsage': {
      on: keyWith({ KeyUsage: undefined }),
      beside: [cluster, on()],
      reason: 'field-missing',
      message: 'The answer has no KeyUsage.',
    },
    'an answer without Origin': {
      on: keyWith({ Origin: undefined }),
      beside: [cluster, on()],
      reason: 'field-missing',
      message: 'The answer has no Origin.',
    },
    'an answer without KeyState': {
      on: keyWith({ KeyState: undefined }),
      beside: [cluster, on()],
      reason: 'field-missing',
      message: 'The answer has no KeyState.',
    },
    'the alias that a cluster names may stand for it': {
      on: keyWith(),
      beside: [uses(alias), off],
      reason: 'not-found',
      message: 'It is not known which key alias/eks stands for.',
    },
    'clusters that could not be read may use it': {
      on: keyWith(),
      beside: [off],
      hidden: [eksCluster],
      reason: 'denied',
    },
    'a machine that could not be read may be a node': {
      on: keyWith(),
      beside: [volumeWith(), off],
      hidden: [instance],
      reason: 'denied',
    },
  },
  notApplicable: {
    'a key of AWS': { on: keyWith({ KeyManager: 'AWS' }), beside: [cluster], message: 'AWS manages the key' },
    'an asymmetric key': {
      on: keyWith({ KeySpec: 'RSA_2048' }),
      beside: [cluster],
      message: 'a key of the kind RSA_2048 cannot be rotated',
    },
    'a key for another use': {
      on: keyWith({ KeyUsage: 'GENERATE_VERIFY_MAC' }),
      beside: [cluster],
      message: 'only keys for encryption can be rotated',
    },
    'imported material': {
      on: keyWith({ Origin: 'EXTERNAL' }),
      beside: [cluster],
      message: 'its material was not made by KMS',
    },
    'a key that is disabled': {
      on: keyWith({ KeyState: 'Disabled' }),
      beside: [cluster],
      message: 'its state is Disabled',
    },
    'a key about to be deleted': {
      on: keyWith({ KeyState: 'PendingDeletion' }),
      beside: [cluster],
      message: 'its state is PendingDeletion',
    },
    'a key that nothing of a cluster uses': {
      on: keyWith(),
      beside: [uses('arn:aws:kms:eu-west-1:111122223333:key/2'), volumeWith(), nodeWith({ Tags: [] }), off],
      message: unused,
    },
  },
});

it('there is no plan while it is not known how the key is rotated', () => {
  expect(judgedBy(rule, keyWith(), { beside: [cluster] }).plan()).toEqual({
    cannot: `How ${keyArn} is rotated was not read.`,
  });
});
