import { expect, test } from 'vitest';
import { typesNeeded } from '#engine/any-rule';
import { worldOf } from '#engine/world';
import { volume } from '#clouds/aws/ec2/volume/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { kmsKeyPolicy } from '#clouds/aws/kms/key-policy/resource';
import rule from '#rules/aws/kms/kms-key-policy-public';
import { clusterWith } from '../../../support/aws/eks.ts';
import { keyArn, keyPolicyWith, keyWith } from '../../../support/aws/kms.ts';
import { make, snapshotsOf } from '../../../support/build.ts';
import { lookFrom } from '../../../support/look-from.ts';
import { testRule } from '../../../support/test-rule.ts';

const cluster = clusterWith({}, { encryptionConfig: [{ provider: { keyArn } }] });
const own = '111122223333';
const other = '999988887777';
const root = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${own}:root` }, Action: 'kms:*', Resource: '*' };
const everyone = (Action: string | readonly string[], more: object = {}): object => ({
  Effect: 'Allow',
  Principal: '*',
  Action,
  Resource: '*',
  ...more,
});
const named = (Principal: object, more: object = {}): object => everyone('kms:Decrypt', { Principal, ...more });
const only = (Condition: object): object => everyone('kms:*', { Condition });
const on = keyWith({ AWSAccountId: own });
const unowned = 'no statement that stays lets the account of the key change its policy: nobody could any more';
const key = 'everyone';
const beside = (...statements: readonly object[]) => [cluster, keyPolicyWith(root, ...statements)];
const grave = (action: string) => ({
  [`${action} to everyone`]: {
    on,
    beside: beside(everyone(action)),
    message: `Everyone may do ${action} with the key.`,
    key,
  },
});

testRule(rule, {
  pass: {
    'the own account alone': { on, beside: beside() },
    'the account is read from the address': { on: keyWith(), beside: beside() },
    'everyone of the own account': { on, beside: beside(only({ StringEquals: { 'kms:CallerAccount': own } })) },
    'everyone of a trusted organisation': {
      on,
      beside: beside(only({ 'ForAnyValue:StringLike': { 'AWS:PrincipalOrgPaths': ['o-a/r-1/*'] } })),
      params: { trustedOrgIds: ['o-a'] },
    },
    'everyone from an endpoint': { on, beside: beside(only({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })) },
    'a trusted account': {
      on,
      beside: beside(named({ AWS: [`arn:aws:iam::${other}:role/backup`, own] })),
      params: { trustedAccounts: [other] },
    },
    'a service': { on, beside: beside(named({ Service: 'logs.eu-west-1.amazonaws.com' })) },
    'everyone may do something with another service': { on, beside: beside(everyone('s3:GetObject')) },
    'all but the actions of KMS': { on, beside: beside(everyone('x', { Action: undefined, NotAction: 'kms:*' })) },
    'a statement that denies': { on, beside: beside({ Effect: 'Deny', Principal: '*', Action: 'kms:*' }) },
    'a key of a cluster, whatever volumes it encrypts besides': { on, beside: beside(), hidden: [volume] },
    'a key that is about to be deleted, too': { on: keyWith({ KeyState: 'PendingDeletion' }), beside: beside() },
  },
  fail: {
    ...grave('kms:*'),
    ...grave('*'),
    ...grave('kms:Decrypt'),
    ...grave('kms:d*'),
    ...grave('kms:GenerateDataKey'),
    ...grave('kms:GenerateDataKeyPair'),
    ...grave('kms:GenerateDataKeyPairWithoutPlaintext'),
    ...grave('kms:GenerateDataKeyWithoutPlaintext'),
    ...grave('kms:ReEncryptFrom'),
    ...grave('kms:ReEncryptTo'),
    ...grave('kms:CreateGrant'),
    ...grave('kms:PutKeyPolicy'),
    ...grave('kms:ScheduleKeyDeletion'),
    'everyone from whatever endpoint': {
      on,
      beside: beside(only({ StringLike: { 'aws:SourceVpce': 'vpce-*' } })),
      message: 'Everyone may do kms:* with the key.',
      key,
    },
    'all but a harmless action': {
      on,
      beside: beside(everyone('x', { Action: undefined, NotAction: ['kms:DescribeKey'] })),
      message: 'Everyone may do all but kms:DescribeKey with the key.',
      key,
    },
    'nobody but everyone may change the policy': {
      on,
      beside: [cluster, keyPolicyWith(everyone('kms:*'))],
      message: 'Everyone may do kms:* with the key.',
      key,
      cannot: unowned,
    },
    'the own account may change the policy in some requests only': {
      on,
      beside: [
        cluster,
        keyPolicyWith({ ...root, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, everyone('kms:*')),
      ],
      message: 'Everyone may do kms:* with the key.',
      key,
      cannot: unowned,
    },
    'all but somebody': {
      on,
      beside: beside(everyone('kms:Decrypt', { Principal: undefined, NotPrincipal: { AWS: other } })),
      message: 'Everyone may do kms:Decrypt with the key.',
      key,
      cannot: 'everyone is let in by a test or by who is left out: say in the policy who may come',
    },
    'what is denied is not subtracted': {
      on,
      beside: beside(everyone('kms:*'), { Effect: 'Deny', Principal: '*', Action: 'kms:*' }),
      message: 'Everyone may do kms:* with the key.',
      key,
    },
    'a condition that tames nobody': {
      on,
      beside: beside(only({ StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } })),
      message: 'Everyone may do kms:* with the key.',
      key,
    },
    'two statements, the graver one counts': {
      on,
      beside: beside(everyone('kms:ListGrants'), everyone('kms:Decrypt')),
      message: 'Everyone may do kms:ListGrants, kms:Decrypt with the key.',
      key,
    },
    'everyone may do something harmless': {
      on,
      beside: beside(everyone(['kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateRandom'])),
      message: 'Everyone may do kms:DescribeKey, kms:Encrypt, kms:GenerateRandom with the key.',
      grade: 'high',
      key,
    },
    'another account': {
      on,
      beside: beside(named({ AWS: other })),
      message: `${other} may do kms:Decrypt with the key.`,
      grade: 'high',
      key: other,
    },
    'another account by a test': {
      on,
      beside: beside(only({ StringEquals: { 'aws:PrincipalAccount': [own, other] } })),
      message: `${other} may do kms:* with the key.`,
      grade: 'high',
      key: other,
      cannot: `${other} is let in by a test or by who is left out: say in the policy who may come`,
    },
    'an organisation that is not trusted': {
      on,
      beside: beside(only({ StringEquals: { 'aws:PrincipalOrgID': ['o-a', 'o-b'] } })),
      params: { trustedOrgIds: ['o-a'] },
      message: 'o-b may do kms:* with the key.',
      grade: 'high',
      key: 'o-b',
      cannot: 'o-b is let in by a test or by who is left out: say in the policy who may come',
    },
    'each outsider is a finding of its own': {
      on,
      beside: beside(named({ AWS: other }), everyone('kms:*')),
      params: { trustedAccounts: ['444455556666'] },
      message: `${other} may do kms:Decrypt with the key.`,
      grade: 'high',
      key: other,
      also: ['Everyone may do kms:* with the key.'],
    },
  },
  unknown: {
    'the policy could not be read': { on, beside: [cluster], hidden: [kmsKeyPolicy], reason: 'denied' },
    'the policy was not read': {
      on,
      beside: [cluster],
      reason: 'not-found',
      message: `The policy of ${keyArn} was not read.`,
    },
    'the policy is none': {
      on,
      beside: [cluster, make(kmsKeyPolicy, `${keyArn}/policy`, { Policy: '{}}' })],
      reason: 'malformed',
      message: 'The key policy is no policy document.',
    },
    'an answer without Policy': {
      on,
      beside: [cluster, make(kmsKeyPolicy, `${keyArn}/policy`, {})],
      reason: 'field-missing',
      message: `The answer has no ${keyArn}/policy#Policy.`,
    },
    'an answer without KeyManager': {
      on: keyWith({ KeyManager: undefined }),
      beside: beside(),
      reason: 'field-missing',
      message: 'The answer has no KeyManager.',
    },
    'clusters that could not be read may use it': {
      on,
      beside: [keyPolicyWith(root)],
      hidden: [eksCluster],
      reason: 'denied',
    },
  },
  notApplicable: {
    'a key of AWS': { on: keyWith({ KeyManager: 'AWS' }), beside: [cluster], message: 'AWS manages the key' },
    'a key that nothing of a cluster uses': {
      on,
      beside: [keyPolicyWith(root, everyone('kms:*'))],
      message: 'no cluster, volume of a node or repository uses the key',
    },
  },
});

test('what is denied stands beside what is allowed, as evidence', () => {
  const statements = [everyone('kms:*'), { Effect: 'Deny', Principal: '*', Action: 'kms:*' }];
  const world = worldOf(snapshotsOf([on, ...beside(...statements)], typesNeeded(rule), {}));
  const params = { trustedAccounts: [], trustedOrgIds: [] };
  expect(rule.evaluate(on, { ...lookFrom(world, on), params })).toMatchObject([
    { evidence: statements.map((actual) => ({ at: `${keyArn}/policy#Policy`, actual })) },
  ]);
});
