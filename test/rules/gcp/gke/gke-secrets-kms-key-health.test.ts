import { kmsKey, kmsKeyOf } from '#clouds/gcp/kms/key/resource';
import rule from '#rules/gcp/gke/gke-secrets-kms-key-health';
import { make } from '../../../support/build.ts';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { keySaying, keyWith, secretsKey } from '../../../support/gcp/kms.ts';
import { testRule } from '../../../support/test-rule.ts';

type Encryption = NonNullable<Parameters<typeof gkeWith>[0]>['databaseEncryption'];

const by = (more: Encryption = {}) =>
  gkeWith({
    databaseEncryption: {
      state: 'ENCRYPTED',
      currentState: 'CURRENT_STATE_ENCRYPTED',
      keyName: secretsKey,
      ...more,
    },
  });
const telling = (...conditions: readonly object[]) => gkeSaying({ ...by().config, conditions });
const older = secretsKey.replace('secrets', 'older');
const keyIn = (state: string) => keySaying({ primary: { state } });
const olderIn = (state: 'ENABLED' | 'DESTROYED') =>
  make(kmsKey, kmsKeyOf(older), { name: older, primary: { name: `${older}/cryptoKeyVersions/3`, state } });
const working = [keyWith()];
const dead = [
  ...['DISABLED', 'DESTROY_SCHEDULED', 'DESTROYED', 'PENDING_EXTERNAL_DESTRUCTION'],
  ...['IMPORT_FAILED', 'GENERATION_FAILED', 'EXTERNAL_DESTRUCTION_FAILED'],
];
const errors = ['ENCRYPTION_ERROR', 'DECRYPTION_ERROR', 'ALL_OBJECTS_ENCRYPTION_ERROR'];
const lastErrors = [{ keyName: secretsKey, errorMessage: 'Permission denied.' }];
const met = `A key does not work: the last change of the encryption met errors of ${secretsKey}.`;

testRule(rule, {
  pass: {
    'the key is enabled': { on: by(), beside: working },
    'all objects are encrypted with it': {
      on: by({
        state: 'ALL_OBJECTS_ENCRYPTION_ENABLED',
        currentState: 'CURRENT_STATE_ALL_OBJECTS_ENCRYPTION_ENABLED',
      }),
      beside: working,
    },
    'older objects are read with another key that is enabled': {
      on: by({ decryptionKeys: [secretsKey, older] }),
      beside: [...working, olderIn('ENABLED')],
    },
    'an older key by its primary version': {
      on: by({ decryptionKeys: [`${older}/cryptoKeyVersions/3`] }),
      beside: [...working, olderIn('ENABLED')],
    },
    'conditions that are not about keys': {
      on: telling({ code: 'CA_EXPIRING', message: 'The CA expires.' }, { message: 'Quota was exceeded.' }),
      beside: working,
    },
    'an empty list of errors': { on: by({ lastOperationErrors: [] }), beside: working },
  },
  fail: {
    ...Object.fromEntries(
      dead.map((state) => [
        `the key is ${state}`,
        {
          on: by(),
          beside: [keyIn(state)],
          key: secretsKey,
          message: `The primary version of ${secretsKey} is ${state}.`,
        },
      ]),
    ),
    'a key that older objects are read with': {
      on: by({ decryptionKeys: [older] }),
      beside: [...working, olderIn('DESTROYED')],
      key: older,
      message: `The primary version of ${older} is DESTROYED.`,
    },
    'a key that secrets are still read with while they are decrypted': {
      on: by({ state: 'DECRYPTED', currentState: 'CURRENT_STATE_DECRYPTION_PENDING' }),
      beside: [keyIn('DISABLED')],
      key: secretsKey,
      message: `The primary version of ${secretsKey} is DISABLED.`,
    },
    'decryption that failed': {
      on: by({ state: 'DECRYPTED', currentState: 'CURRENT_STATE_DECRYPTION_ERROR' }),
      beside: working,
      message: 'A key does not work: the encryption of secrets is in CURRENT_STATE_DECRYPTION_ERROR.',
    },
    'a key that older objects are read with after encryption was turned off': {
      on: by({ state: 'DECRYPTED', currentState: 'CURRENT_STATE_DECRYPTED', decryptionKeys: [secretsKey] }),
      beside: [keyIn('DISABLED')],
      key: secretsKey,
      message: `The primary version of ${secretsKey} is DISABLED.`,
    },
    'a key without a state': {
      on: by({ state: 'UNKNOWN', currentState: null }),
      beside: [keyIn('DISABLED')],
      key: secretsKey,
      message: `The primary version of ${secretsKey} is DISABLED.`,
    },
    ...Object.fromEntries(
      ['CLOUD_KMS_KEY_ERROR', 'CLOUD_KMS_KEY_DESTROYED'].map((code) => [
        `GKE reports ${code}`,
        { on: telling({}, { code }), beside: working, message: `A key does not work: GKE reports ${code}.` },
      ]),
    ),
    ...Object.fromEntries(
      errors.map((state) => [
        state,
        {
          on: gkeSaying({
            databaseEncryption: { state: 'ENCRYPTED', currentState: `CURRENT_STATE_${state}`, keyName: secretsKey },
          }),
          beside: working,
          message: `A key does not work: the encryption of secrets is in CURRENT_STATE_${state}.`,
        },
      ]),
    ),
    'errors of the last change alone': {
      on: by({ lastOperationErrors: lastErrors }),
      beside: working,
      grade: 'medium',
      message: met,
    },
    'errors that name no key': {
      on: by({ lastOperationErrors: [{ errorMessage: 'No.' }] }),
      beside: working,
      grade: 'medium',
      message: 'A key does not work: the last change of the encryption met errors of a key.',
    },
    'errors beside an encryption that failed': {
      on: by({ currentState: 'CURRENT_STATE_ENCRYPTION_ERROR', lastOperationErrors: lastErrors }),
      beside: working,
      message: 'A key does not work: the encryption of secrets is in CURRENT_STATE_ENCRYPTION_ERROR.',
    },
    'GKE reports it where the key is unreadable': {
      on: telling({ code: 'CLOUD_KMS_KEY_ERROR' }),
      hidden: [kmsKey],
      message: 'A key does not work: GKE reports CLOUD_KMS_KEY_ERROR.',
    },
    'a dead key that GKE reports too': {
      on: telling({ code: 'CLOUD_KMS_KEY_DESTROYED' }),
      beside: [keyIn('DESTROYED')],
      key: secretsKey,
      message: `The primary version of ${secretsKey} is DESTROYED.`,
      also: ['A key does not work: GKE reports CLOUD_KMS_KEY_DESTROYED.'],
    },
  },
  unknown: {
    'the key is unreadable': { on: by(), hidden: [kmsKey], reason: 'denied' },
    'the key was not found': {
      on: by(),
      reason: 'not-found',
      message: `The key ${secretsKey} was not found.`,
    },
    'a key without a primary version': {
      on: by(),
      beside: [keyWith({ primary: null })],
      reason: 'field-missing',
    },
    'a state of the key that is newer than the client': {
      on: by(),
      beside: [keySaying({ primary: { state: 99 } })],
      reason: 'malformed',
    },
    'a version that is not there yet': {
      on: by(),
      beside: [keyIn('PENDING_IMPORT')],
      reason: 'not-ready',
      message: `The primary version of ${secretsKey} is PENDING_IMPORT.`,
    },
    'another version than the primary one': {
      on: by({ decryptionKeys: [`${older}/cryptoKeyVersions/2`] }),
      beside: [...working, olderIn('ENABLED')],
      reason: 'outside',
      message: `The state of ${older}/cryptoKeyVersions/2 is not read.`,
    },
    'whether secrets are decrypted yet is newer than the client': {
      on: gkeSaying({ databaseEncryption: { state: 'DECRYPTED', currentState: 99 } }),
      reason: 'malformed',
    },
    'an answer that names no key': { on: by({ keyName: null }), reason: 'field-missing' },
    'a state that is newer than the client': {
      on: gkeSaying({ databaseEncryption: { state: 99, keyName: secretsKey } }),
      reason: 'malformed',
    },
    'a current state that is newer than the client': {
      on: gkeSaying({ databaseEncryption: { state: 'ENCRYPTED', currentState: 99, keyName: secretsKey } }),
      beside: working,
      reason: 'malformed',
    },
    'a condition that only its words tell about': {
      on: telling({ message: 'Cloud KMS key access failed.' }),
      beside: working,
      reason: 'not-ready',
      message: 'A condition of the cluster says: Cloud KMS key access failed.',
    },
  },
  notApplicable: {
    'no encryption by a key': { on: gkeWith(), message: 'no customer key encrypts its secrets' },
    decrypted: {
      on: by({ state: 'DECRYPTED', currentState: 'CURRENT_STATE_DECRYPTED' }),
      message: 'no customer key encrypts its secrets',
    },
    'decrypted, where nothing else is told': {
      on: gkeSaying({ databaseEncryption: { state: 'DECRYPTED' } }),
      message: 'no customer key encrypts its secrets',
    },
    'a state that should never be, and no key': {
      on: gkeSaying({ databaseEncryption: { state: 'UNKNOWN' } }),
      message: 'no customer key encrypts its secrets',
    },
  },
});
