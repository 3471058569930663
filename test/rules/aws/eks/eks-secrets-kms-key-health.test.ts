import type { ClusterIssueCode } from '@aws-sdk/client-eks';
import { kmsKey } from '#clouds/aws/kms/key/resource';
import rule from '#rules/aws/eks/eks-secrets-kms-key-health';
import { clusterWith } from '../../../support/aws/eks.ts';
import { keyArn, keyWith } from '../../../support/aws/kms.ts';
import { gapOn } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

const region = 'aws:111122223333:eu-west-1';
const encryptionConfig = [{ resources: ['secrets'], provider: { keyArn } }];
const cluster = (...codes: readonly ClusterIssueCode[]) =>
  clusterWith({}, { encryptionConfig, health: { issues: codes.map((code) => ({ code })) } });
/** A state that KMS has not had so far. */
const odd: object = { KeyState: 'Lost' };
const refused = { gaps: [gapOn(kmsKey, region, keyArn)] };

const foreign = 'arn:aws:kms:eu-west-1:444455556666:key/2';
const look = ': a person has to look at it';

testRule(rule, {
  pass: {
    'the key is enabled': { on: cluster(), beside: [keyWith()] },
    'the key is being made': { on: cluster(), beside: [keyWith({ KeyState: 'Creating' })] },
    'the key is being changed': { on: cluster(), beside: [keyWith({ KeyState: 'Updating' })] },
    'issues of other things are judged by another rule': { on: cluster('VpcNotFound'), beside: [keyWith()] },
  },
  fail: {
    'the key is to be deleted': {
      on: cluster(),
      beside: [keyWith({ KeyState: 'PendingDeletion', DeletionDate: '2026-12-01T10:00:00.000Z' })],
      message: `The key ${keyArn} is PendingDeletion, to be deleted on 2026-12-01.`,
      cannot: `The key ${keyArn} is PendingDeletion, to be deleted on 2026-12-01${look}`,
      grade: 'critical',
    },
    'the key waits for the deletion of its replicas': {
      on: cluster(),
      beside: [keyWith({ KeyState: 'PendingReplicaDeletion' })],
      message: `The key ${keyArn} is PendingReplicaDeletion.`,
      cannot: `The key ${keyArn} is PendingReplicaDeletion${look}`,
      grade: 'critical',
    },
    'the key is disabled': {
      on: cluster(),
      beside: [keyWith({ KeyState: 'Disabled' })],
      message: `The key ${keyArn} is Disabled.`,
    },
    'the key is disabled, and EKS has noticed': {
      on: cluster('KmsKeyDisabled'),
      beside: [keyWith({ KeyState: 'Disabled' })],
      message: `The key ${keyArn} is Disabled.`,
      cannot: `EKS reports KmsKeyDisabled${look}`,
    },
    'a key of another account is disabled': {
      on: clusterWith({}, { encryptionConfig: [{ provider: { keyArn: foreign } }] }),
      beside: [{ ...keyWith({ Arn: foreign, KeyState: 'Disabled' }), id: foreign }],
      message: `The key ${foreign} is Disabled.`,
      cannot: `${foreign} is of another account, which alone can enable it`,
    },
    'EKS says that it is to be deleted, and its own state was refused': {
      on: cluster('KmsKeyDisabled', 'KmsKeyMarkedForDeletion'),
      ...refused,
      message: 'EKS reports KmsKeyMarkedForDeletion.',
      cannot: `EKS reports KmsKeyMarkedForDeletion${look}`,
      grade: 'critical',
    },
    'EKS speaks of a key that its answer does not name': {
      on: clusterWith({}, { health: { issues: [{ code: 'KmsKeyNotFound' }] } }),
      message: 'EKS reports KmsKeyNotFound.',
      cannot: `EKS reports KmsKeyNotFound${look}`,
    },
    ...Object.fromEntries(
      (['Unavailable', 'PendingImport'] as const).map(
        (KeyState) =>
          [
            `the key is ${KeyState}`,
            {
              on: cluster(),
              beside: [keyWith({ KeyState })],
              message: `The key ${keyArn} is ${KeyState}.`,
              cannot: `The key ${keyArn} is ${KeyState}${look}`,
            },
          ] as const,
      ),
    ),
    ...Object.fromEntries(
      (['KmsKeyDisabled', 'KmsKeyNotFound', 'KmsGrantRevoked'] as const).map(
        (code) =>
          [
            `EKS reports ${code}`,
            {
              on: cluster(code),
              beside: [keyWith()],
              message: `EKS reports ${code}.`,
              cannot: `EKS reports ${code}${look}`,
            },
          ] as const,
      ),
    ),
  },
  unknown: {
    'the key was refused, as keys of other accounts often are': { on: cluster(), ...refused, reason: 'denied' },
    'the key could not be found': {
      on: cluster(),
      gaps: [gapOn(kmsKey, region, keyArn, 'not-found')],
      reason: 'not-found',
    },
    'no answer holds the key': { on: cluster(), reason: 'not-found' },
    'the key has no state': { on: cluster(), beside: [keyWith({ KeyState: undefined })], reason: 'field-missing' },
    'a state that is not known': {
      on: cluster(),
      beside: [{ ...keyWith(), config: { ...keyWith().config, ...odd } }],
      reason: 'malformed',
      message: 'What its state Lost means is not known.',
    },
    'a cluster that is being deleted': {
      on: clusterWith({}, { encryptionConfig, status: 'DELETING' }),
      reason: 'in-transition',
    },
  },
  notApplicable: {
    'a key that AWS owns': { on: clusterWith({}), message: 'no key of KMS encrypts its secrets' },
    'an entry without a key': {
      on: clusterWith({}, { encryptionConfig: [{}] }),
      message: 'no key of KMS encrypts its secrets',
    },
  },
});
