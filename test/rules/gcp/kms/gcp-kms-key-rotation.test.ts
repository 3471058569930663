import { expect, it } from 'vitest';
import rule from '#rules/gcp/kms/gcp-kms-key-rotation';
import { keySaying, keyWith, secretsKey } from '../../../support/gcp/kms.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const { primary } = keyWith().config;
const version = (number: number, createTime: string | undefined = '2026-08-03T00:00:00Z') => ({
  ...primary,
  name: `${secretsKey}/cryptoKeyVersions/${number}`,
  createTime,
});
const never = { rotationPeriod: undefined, nextRotationTime: undefined };
const template = (protectionLevel: 'EXTERNAL' | 'EXTERNAL_VPC' | 'HSM') => ({ versionTemplate: { protectionLevel } });
const external = { ...never, ...template('EXTERNAL') };
const imported = { ...never, importOnly: true };
const message = 'The key is not rotated.';
const late = 'The key should have been rotated on 2026-10-31.';
const byHand = 'The key was last rotated by hand on 2026-08-02.';
const cannot = 'only a person can make a new version of this key';
const asked = (why: string) => `Cloud KMS cannot rotate the key: ${why}`;
const at = '2026-11-01T00:00:00Z';

testRule(rule, {
  pass: {
    'rotated every 90 days': { on: keyWith() },
    'rotated more often': { on: keyWith({ rotationPeriod: '86400s' }) },
    'a period with a fraction of a second': { on: keyWith({ rotationPeriod: '86400.5s' }) },
    'policy allows longer periods': { on: keyWith({ rotationPeriod: '31536000s' }), params: { maxDays: 365 } },
    'the next rotation is due this moment': { on: keyWith({ nextRotationTime: at }), at },
    'a key in hardware is rotated alike': { on: keyWith(template('HSM')) },
    'a key without a protection level is of software': {
      on: keyWith({ versionTemplate: undefined, primary: { ...primary, protectionLevel: undefined } }),
    },
    'an imported key that was rotated by hand 90 days ago': { on: keyWith({ ...imported, primary: version(2) }) },
    'an external key that was rotated by hand, within what policy allows': {
      on: keyWith({ ...external, primary: version(10, '2026-01-01T00:00:00Z') }),
      params: { maxDays: 365 },
    },
    'an old primary version of a key that is rotated by itself': {
      on: keyWith({ primary: version(2, '2025-01-01T00:00:00Z') }),
    },
  },
  fail: {
    'no rotation period': { on: keyWith(never), message },
    'an empty rotation period': { on: keyWith({ ...never, rotationPeriod: '' }), message },
    'a new primary version does not stand for a period': {
      on: keyWith({ ...never, primary: version(8, at) }),
      message,
    },
    'the period is a second too long': {
      on: keyWith({ rotationPeriod: '7776001s' }),
      message: 'The key is rotated every 7776001 seconds only.',
    },
    'the period is longer than policy allows': {
      on: keyWith(),
      params: { maxDays: 30 },
      message: 'The key is rotated every 90 days only.',
    },
    'the next rotation lies in the past': { on: keyWith({ nextRotationTime: '2026-10-31T23:59:59Z' }), message: late },
    'a late rotation of a key that is rotated often': {
      on: keyWith({ rotationPeriod: '2592000s', nextRotationTime: '2026-10-31T23:59:59Z' }),
      message: late,
    },
    'policy that no key can meet': {
      on: keyWith(),
      params: { maxDays: 0 },
      message: 'The key is rotated every 90 days only.',
      cannot: 'Cloud KMS rotates keys once a day at the most',
    },
    'policy asks for a rotation each day': {
      on: keyWith(),
      params: { maxDays: 1 },
      message: 'The key is rotated every 90 days only.',
    },
    'a key of which it is not known when its primary version was made': {
      on: keyWith({ ...never, primary: { ...primary, createTime: undefined } }),
      message,
    },
    'an imported key that was rotated by hand too long ago': {
      on: keyWith({ ...imported, primary: version(2, '2026-08-02T00:00:00Z') }),
      message: byHand,
      cannot,
    },
    'an external key that was rotated by hand too long ago': {
      on: keyWith({ ...external, primary: version(12, '2026-08-02T00:00:00Z') }),
      message: byHand,
      cannot,
    },
  },
  unknown: {
    'no purpose': {
      on: keyWith({ purpose: undefined }),
      reason: 'field-missing',
      message: 'The answer has no purpose.',
    },
    'a purpose that is newer than the client': { on: keySaying({ purpose: 99 }), reason: 'malformed' },
    'a primary version without a state': {
      on: keyWith({ primary: { ...primary, state: undefined } }),
      reason: 'field-missing',
      message: 'The answer has no primary.state.',
    },
    'a state that is newer than the client': {
      on: keySaying({ primary: { ...primary, state: 99 } }),
      reason: 'malformed',
    },
    'a protection level that is newer than the client': {
      on: keySaying({ ...never, primary: { ...primary, protectionLevel: 99 } }),
      reason: 'malformed',
    },
    'a protection level of the template that is newer than the client': {
      on: keySaying({ ...never, versionTemplate: { protectionLevel: 99 } }),
      reason: 'malformed',
    },
    'a period that cannot be read': { on: keyWith({ rotationPeriod: '90 days' }), reason: 'malformed' },
    'a period without the next rotation': {
      on: keyWith({ nextRotationTime: undefined }),
      reason: 'field-missing',
      message: 'The answer has no nextRotationTime.',
    },
    'a next rotation that cannot be read': { on: keyWith({ nextRotationTime: 'soon' }), reason: 'malformed' },
    'a rotation by hand at a moment that is not told': {
      on: keyWith({ ...imported, primary: { ...version(2), createTime: undefined } }),
      reason: 'field-missing',
      message: 'The answer has no primary.createTime.',
    },
    'a primary version that is being made': {
      on: keyWith({ ...never, primary: { ...primary, state: 'PENDING_GENERATION' } }),
      reason: 'in-transition',
    },
  },
  notApplicable: {
    'a key that signs': {
      on: keyWith({ ...never, purpose: 'ASYMMETRIC_SIGN' }),
      message: 'the key is for ASYMMETRIC_SIGN',
    },
    'a key without a primary version': {
      on: keyWith({ ...never, primary: undefined }),
      message: 'the key has no primary version',
    },
    'a primary version that is off': {
      on: keyWith({ ...never, primary: { ...primary, state: 'DISABLED' } }),
      message: 'its primary version is DISABLED',
    },
    'imported material that nobody has replaced': {
      on: keyWith({ ...imported, primary: version(1, '2020-01-01T00:00:00Z') }),
      message: asked('its material is imported'),
    },
    'an external key that nobody has rotated': {
      on: keyWith({ ...external, primary: version(1, '2020-01-01T00:00:00Z') }),
      message: asked('its protection level is EXTERNAL'),
    },
    'an external key over a VPC': {
      on: keyWith({ ...never, ...template('EXTERNAL_VPC'), primary: version(1) }),
      message: asked('its protection level is EXTERNAL_VPC'),
    },
    'a primary version in an external key manager': {
      on: keyWith({ ...never, primary: { ...version(1), protectionLevel: 'EXTERNAL' } }),
      message: asked('its protection level is EXTERNAL'),
    },
    'a version whose number is not told': {
      on: keyWith({ ...imported, primary: { ...primary, name: undefined } }),
      message: asked('its material is imported'),
    },
  },
});

it('the evidence of a period is what it is, and the longest that policy allows', () => {
  const [found] = judgedBy(rule, keyWith({ rotationPeriod: '7776001s' })).judgements;
  expect(found?.evidence).toEqual([{ at: 'rotationPeriod', actual: '7776001s', expected: 'at most 7776000s' }]);
});
