import rule from '#rules/gcp/gke/gke-secrets-cmek-off';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

type Encryption = NonNullable<NonNullable<Parameters<typeof gkeWith>[0]>['databaseEncryption']>;

const key = 'projects/keys/locations/europe-west1/keyRings/gke/cryptoKeys/secrets';
const global = 'projects/keys/locations/global/keyRings/gke/cryptoKeys/secrets';
const far = 'projects/keys/locations/us-central1/keyRings/gke/cryptoKeys/secrets';
const of = (databaseEncryption: Encryption, location = 'europe-west1') => gkeWith({ databaseEncryption, location });
const now = (currentState: NonNullable<Encryption['currentState']>) =>
  of({ state: 'ENCRYPTED', keyName: key, currentState });

const saying = (databaseEncryption: object) => gkeSaying({ databaseEncryption });
const none = 'Secrets are encrypted with no customer key.';
const cannot = "allowedKeys names no key in the cluster's region or global";

testRule(rule, {
  pass: {
    'ENCRYPTED without a current state': { on: of({ state: 'ENCRYPTED', keyName: key }) },
    ALL_OBJECTS_ENCRYPTION_ENABLED: { on: of({ state: 'ALL_OBJECTS_ENCRYPTION_ENABLED', keyName: key }) },
    'a current state that is not specified': { on: now('CURRENT_STATE_UNSPECIFIED') },
    'a current state that is encrypted': { on: now('CURRENT_STATE_ENCRYPTED') },
    'a current state with all objects encrypted': { on: now('CURRENT_STATE_ALL_OBJECTS_ENCRYPTION_ENABLED') },
    'a change of the key is under way': { on: now('CURRENT_STATE_ENCRYPTION_PENDING') },
    'a change of the key of all objects is under way': { on: now('CURRENT_STATE_ALL_OBJECTS_ENCRYPTION_PENDING') },
    'no allowed keys: any key will do': { on: of({ state: 'ENCRYPTED' }), params: { allowedKeys: [] } },
    'an allowed key': { on: of({ state: 'ENCRYPTED', keyName: key }), params: { allowedKeys: [far, key] } },
  },
  fail: {
    'nothing about it means no customer key': { on: gkeWith(), message: none, cannot },
    DECRYPTED: { on: of({ state: 'DECRYPTED' }), message: none, params: { allowedKeys: [far, key] } },
    UNKNOWN: { on: of({ state: 'UNKNOWN' }), message: none, params: { allowedKeys: [global] } },
    'a zonal cluster takes a key of its region': {
      on: of({ state: 'DECRYPTED' }, 'europe-west1-b'),
      message: none,
      params: { allowedKeys: [key] },
    },
    'a key of another region serves no plan': {
      on: of({ state: 'DECRYPTED' }),
      message: none,
      params: { allowedKeys: [far] },
      cannot,
    },
    'what is no key serves no plan': {
      on: of({ state: 'DECRYPTED' }),
      message: none,
      params: { allowedKeys: [`${key}/cryptoKeyVersions/1`] },
      cannot,
    },
    'a current state that is decrypted': { on: now('CURRENT_STATE_DECRYPTED'), message: none, cannot },
    'it is being decrypted': { on: now('CURRENT_STATE_DECRYPTION_PENDING'), message: none, cannot },
    'another key than the allowed ones': {
      on: of({ state: 'ENCRYPTED', keyName: far }),
      params: { allowedKeys: [key] },
      message: `Secrets are encrypted with ${far}, which is not allowed.`,
    },
  },
  unknown: {
    'the change of the key failed': {
      on: now('CURRENT_STATE_ENCRYPTION_ERROR'),
      reason: 'not-ready',
      message: 'The last change of the encryption ended with CURRENT_STATE_ENCRYPTION_ERROR.',
    },
    'the decryption failed': {
      on: of({ state: 'DECRYPTED', currentState: 'CURRENT_STATE_DECRYPTION_ERROR' }),
      reason: 'not-ready',
    },
    'a state without a name': { on: saying({ state: 12 }), reason: 'malformed' },
    'a current state without a name': { on: saying({ state: 'ENCRYPTED', currentState: 12 }), reason: 'malformed' },
    'states that are newer than this': {
      on: saying({ state: 'SEALED', currentState: 'CURRENT_STATE_SEALED' }),
      reason: 'malformed',
      message: 'The encryption is in a state that is not known here: SEALED CURRENT_STATE_SEALED.',
    },
    'a current state that is newer than this': {
      on: saying({ state: 'ENCRYPTED', currentState: 'CURRENT_STATE_SEALED' }),
      reason: 'malformed',
    },
    'allowed keys, and an answer without the key': {
      on: of({ state: 'ENCRYPTED' }),
      params: { allowedKeys: [key] },
      reason: 'field-missing',
      message: 'The answer has no databaseEncryption.keyName.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});
