import rule from '#rules/aws/eks/eks-secrets-kms-encryption';
import { clusterWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const key = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const other = 'arn:aws:kms:eu-west-1:111122223333:key/2';
const alias = 'arn:aws:kms:eu-west-1:111122223333:alias/eks';
const cluster = (version: string | undefined, ...entries: { keyArn?: string; resources?: readonly string[] }[]) =>
  clusterWith(
    {},
    { version, encryptionConfig: entries.map(({ keyArn, resources }) => ({ resources, provider: { keyArn } })) },
  );
const owned = 'No customer-managed key encrypts the secrets.';
const plain = 'Secrets are not envelope-encrypted.';
const cannot = 'allowedKeyArns has to name one key';
const fixed = 'the key of a cluster cannot be changed';
const secrets = ['secrets'];

testRule(rule, {
  pass: {
    'a key encrypts everything from 1.28 on': { on: cluster('1.28', { keyArn: key }) },
    'a key of secrets before 1.28': { on: cluster('1.27', { keyArn: key, resources: secrets }) },
    'one entry of several names secrets': {
      on: cluster('1.27', { keyArn: other, resources: [] }, { keyArn: key, resources: secrets }),
    },
    'versions are numbers: 1.9 is before 1.28, 1.100 is not': { on: cluster('1.100', { keyArn: key }) },
    'an entry that names secrets needs no version': { on: cluster(undefined, { keyArn: key, resources: secrets }) },
    'the key is an allowed one': {
      on: cluster('1.33', { keyArn: key }),
      params: { allowedKeyArns: [other, key] },
    },
    'the alias is an allowed one': { on: cluster('1.33', { keyArn: alias }), params: { allowedKeyArns: [alias] } },
  },
  fail: {
    'no encryptionConfig': { on: clusterWith({}), message: owned, cannot },
    'an empty encryptionConfig': { on: cluster('1.28'), message: owned, cannot },
    'an entry without a key': { on: cluster('1.33', { resources: secrets }), message: owned, cannot },
    'the plan gives the one key that policy allows': {
      on: clusterWith({}),
      params: { allowedKeyArns: [key] },
      message: owned,
    },
    'which of two keys is not for the plan to say': {
      on: clusterWith({}),
      params: { allowedKeyArns: [key, other] },
      message: owned,
      cannot,
    },
    'a cluster without a version': { on: cluster(undefined), message: owned, cannot },
    'nothing before 1.28': { on: cluster('1.27'), message: plain, grade: 'high', cannot },
    'before 1.28 a key that is not for secrets': {
      on: cluster('1.27', { keyArn: key, resources: [] }),
      message: plain,
      grade: 'high',
      cannot,
    },
    'before 1.28 an entry without resources': {
      on: cluster('1.9', { keyArn: key }),
      message: plain,
      grade: 'high',
      cannot,
    },
    'a key that is not an allowed one': {
      on: cluster('1.33', { keyArn: other }),
      params: { allowedKeyArns: [key] },
      message: `The key ${other} is not an allowed one.`,
      cannot: fixed,
    },
  },
  unknown: {
    'a key that may not be for secrets, without a version': {
      on: cluster(undefined, { keyArn: key }),
      reason: 'field-missing',
      message: 'The answer has no version.',
    },
    'an alias that may stand for an allowed key': {
      on: cluster('1.33', { keyArn: alias }),
      params: { allowedKeyArns: [key] },
      reason: 'not-found',
      message: `Which key ${alias} stands for was not read.`,
    },
    'an allowed alias that may stand for the key': {
      on: cluster('1.33', { keyArn: key }),
      params: { allowedKeyArns: [other, alias] },
      reason: 'not-found',
      message: `Which key ${alias} stands for was not read.`,
    },
    'a cluster that is being made': { on: clusterWith({}, { status: 'CREATING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith({}, { connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
    'a local cluster on Outposts': {
      on: clusterWith({}, { outpostConfig: { outpostArns: [] } }),
      message: 'a local cluster on Outposts has no choice of key',
    },
  },
});
