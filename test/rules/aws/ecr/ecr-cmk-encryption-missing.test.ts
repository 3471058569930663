import { kmsKey } from '#clouds/aws/kms/key/resource';
import rule from '#rules/aws/ecr/ecr-cmk-encryption-missing';
import { repositoryWith } from '../../../support/aws/ecr.ts';
import { keyArn, keyWith } from '../../../support/aws/kms.ts';
import { gapOn } from '../../../support/build.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { requireCmk: true };
const encrypted = (encryptionType: 'AES256' | 'KMS' | 'KMS_DSSE', key?: string) =>
  repositoryWith({ encryptionConfiguration: { encryptionType, ...(key !== undefined && { kmsKey: key }) } });
const mine = { on: encrypted('KMS', keyArn), beside: [keyWith()] };
const managed = 'The key that AWS manages for ECR encrypts its images.';
const alias = 'arn:aws:kms:eu-west-1:111122223333:alias/images';

testRule(rule, {
  pass: {
    'a key of the customer': { ...mine, params },
    'encrypted twice': { on: encrypted('KMS_DSSE', keyArn), beside: [keyWith()], params },
    'a key that policy allows': { ...mine, params: { ...params, allowedKeyArns: ['other', keyArn] } },
  },
  fail: {
    'a key of S3': { on: encrypted('AES256'), params, message: 'A key of S3 encrypts its images.' },
    'KMS without a key': { on: encrypted('KMS'), params, message: managed },
    'a key that AWS manages': {
      on: encrypted('KMS', keyArn),
      beside: [keyWith({ KeyManager: 'AWS' })],
      params,
      message: managed,
    },
    'a key that policy does not allow': {
      ...mine,
      params: { ...params, allowedKeyArns: [`${keyArn}2`] },
      message: `The key ${keyArn} is not an allowed one.`,
    },
  },
  unknown: {
    'the key was refused': {
      on: encrypted('KMS', keyArn),
      gaps: [gapOn(kmsKey, 'aws:111122223333:eu-west-1', keyArn)],
      params,
      reason: 'denied',
    },
    'no answer holds the key': { on: encrypted('KMS', keyArn), params, reason: 'not-found' },
    'it is not told who manages the key': {
      on: encrypted('KMS', keyArn),
      beside: [keyWith({ KeyManager: undefined })],
      params,
      reason: 'field-missing',
    },
    'an answer without the encryption': { on: repositoryWith(), params, reason: 'field-missing' },
    'an encryption without a type': {
      on: repositoryWith({ encryptionConfiguration: {} }),
      params,
      reason: 'field-missing',
    },
    'an alias that policy names may be its key': {
      ...mine,
      params: { ...params, allowedKeyArns: [alias] },
      reason: 'not-found',
    },
  },
  notApplicable: {
    'policy does not ask for it': { on: encrypted('AES256'), message: 'policy does not ask for it' },
  },
});
