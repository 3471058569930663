import { keyPolicy } from '#clouds/gcp/kms/key-policy/resource';
import rule from '#rules/gcp/kms/gcp-kms-key-public';
import { giving, sometimes } from '../../../support/gcp/grants.ts';
import { keyPolicyWith, keyWith, ringPolicyWith } from '../../../support/gcp/kms.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = keyWith();
const decrypter = 'cloudkms.cryptoKeyEncrypterDecrypter';
const named = giving(decrypter, 'serviceAccount:service-1@container-engine-robot.iam.gserviceaccount.com');
const says = (level: string, ...holders: readonly string[]) =>
  `The policy of the ${level} lets anyone in: ${holders.join(', ')}.`;
const all = `allUsers holds roles/${decrypter}`;

testRule(rule, {
  pass: {
    'nobody is named': { on, beside: [keyPolicyWith(), ringPolicyWith()] },
    'those who are named': {
      on,
      beside: [keyPolicyWith(named), ringPolicyWith(giving('cloudkms.admin', 'user:a@b.c'))],
    },
  },
  fail: {
    'everybody on the key': {
      on,
      beside: [keyPolicyWith(named, giving(decrypter, 'allUsers')), ringPolicyWith()],
      message: says('key', all),
    },
    'everybody who has an account': {
      on,
      beside: [keyPolicyWith(giving('cloudkms.viewer', 'allAuthenticatedUsers')), ringPolicyWith()],
      message: says('key', 'allAuthenticatedUsers holds roles/cloudkms.viewer'),
    },
    'everybody on the key ring': {
      on,
      beside: [keyPolicyWith(), ringPolicyWith(giving(decrypter, 'allUsers'))],
      message: says('key ring', all),
      cannot: 'the policy of the key ring opens it, and with it each of its keys',
    },
    'under a condition': {
      on,
      beside: [keyPolicyWith(sometimes(decrypter, 'allUsers')), ringPolicyWith()],
      message: says('key', all),
    },
    'on both levels it is one finding': {
      on,
      beside: [keyPolicyWith(giving(decrypter, 'allUsers')), ringPolicyWith(giving('cloudkms.viewer', 'allUsers'))],
      message: says('key and of its key ring', all, 'allUsers holds roles/cloudkms.viewer'),
      cannot: 'the policy of the key ring opens it, and with it each of its keys',
    },
    'on the key, whatever the key ring says': {
      on,
      beside: [keyPolicyWith(giving(decrypter, 'allUsers'))],
      message: says('key', all),
      cannot: 'the policies of the key and its key ring were not both read',
    },
  },
  unknown: {
    'the policy of the key ring is not there': {
      on,
      beside: [keyPolicyWith()],
      reason: 'not-found',
      message: 'The policy of the key ring was not found.',
    },
    'the policies are not readable': { on, hidden: [keyPolicy], reason: 'denied' },
  },
});
