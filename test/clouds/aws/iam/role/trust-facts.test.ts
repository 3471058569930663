import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { podTrust } from '#clouds/aws/iam/role/trust-facts';
import { isUnread } from '#rule';
import { answerOf } from '../../../../support/aws/fact.ts';
import { issuer, providerArn, roleWith, webIdentity } from '../../../../support/aws/iam.ts';

const sub = `${issuer}:sub`;
const named = 'system:serviceaccount:shop:orders';

/** Width and subject of each trust that a role's statements hold. */
const widthsOf = (...statements: readonly unknown[]) => {
  const trusts = answerOf(podTrust, roleWith(statements));
  return isUnread(trusts) ? trusts : trusts.map(({ width, subject }) => [width, subject]);
};

describe('the statements that count', () => {
  const counts: Readonly<Record<string, unknown>> = {
    'the action itself': { Action: 'sts:AssumeRoleWithWebIdentity' },
    'sts:*': { Action: 'sts:*' },
    'a star': { Action: '*' },
    '*:*': { Action: '*:*' },
    'one of several actions': { Action: ['sts:TagSession', 'STS:assumerolewith*'] },
    'another action left out': { Action: undefined, NotAction: 'sts:AssumeRole' },
    'a list of principals': { Principal: { Federated: ['arn:aws:iam::111122223333:saml-provider/a', providerArn] } },
    China: { Principal: { Federated: 'arn:aws-cn:iam::1:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/A' } },
  };
  test.each(Object.entries(counts))('%s', (_, more) => {
    expect(widthsOf({ ...webIdentity(undefined), ...(more as object) })).toEqual([['any', undefined]]);
  });

  const others: Readonly<Record<string, unknown>> = {
    'another action': { Action: 'sts:AssumeRole' },
    'the action left out': { Action: undefined, NotAction: ['sts:AssumeRoleWith*'] },
    'a Deny': { Effect: 'Deny' },
    'a SAML provider': { Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/a' } },
    'a login without a provider': { Principal: { Federated: 'cognito-identity.amazonaws.com' } },
    'no federated principal': { Principal: '*' },
    'a CI system': { Principal: { Federated: 'arn:aws:iam::1:oidc-provider/gitlab.com' } },
  };
  test.each(Object.entries(others))('%s does not', (_, more) => {
    expect(widthsOf({ ...webIdentity(undefined), ...(more as object) })).toEqual([]);
  });
});

describe('a statement for everyone', () => {
  const exact = webIdentity({ StringEquals: { [sub]: named } });
  const everyone = (more: object) => {
    const trusts = answerOf(podTrust, roleWith([exact, webIdentity(undefined, { Principal: '*', ...more })]));
    return isUnread(trusts) ? trusts : trusts.map((one) => one.everyone?.reason);
  };

  test.each<[string, object]>([
    ['without a test', {}],
    ['as an account', { Principal: { AWS: ['arn:aws:iam::111122223333:root', '*'] } }],
    ['as an issuer', { Principal: { Federated: '*' } }],
    ['but one', { Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    ['with a test that lets all names in', { Condition: { StringLike: { [sub]: 'system:serviceaccount:shop:*' } } }],
  ])('%s may let in more tokens', (_, more) => {
    expect(everyone(more)).toEqual(['malformed']);
  });

  test.each<[string, object]>([
    ['that denies', { Effect: 'Deny' }],
    ['about another action', { Action: 'sts:AssumeRole' }],
    ['who is a service', { Principal: { Service: '*' } }],
    ['who is one account', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    ['with a test that names an account', { Condition: { StringEquals: { [sub]: named } } }],
    ['with a test that no token meets', { Condition: { StringEquals: { [sub]: '*' } } }],
  ])('%s lets in no more', (_, more) => {
    expect(everyone(more)).toEqual([undefined]);
  });
});

describe('the tests of a statement', () => {
  const tests: Readonly<Record<string, readonly [unknown, readonly [string, string | undefined]]>> = {
    'StringEqualsIgnoreCase takes * literally': [{ StringEqualsIgnoreCase: { [sub]: '*' } }, ['none', '*']],
    'StringEqualsIgnoreCase names one account in any case': [
      { StringEqualsIgnoreCase: { [sub]: named.toUpperCase() } },
      ['exact', named.toUpperCase()],
    ],
    'ForAllValues counts': [{ 'ForAllValues:StringEquals': { [sub]: [named] } }, ['exact', named]],
    'ForAnyValue counts': [{ 'ForAnyValue:StringLike': { [sub]: ['*'] } }, ['any', '*']],
    'IfExists counts': [{ StringEqualsIfExists: { [sub]: named } }, ['exact', named]],
    'Null does not count': [{ Null: { [sub]: 'false' } }, ['any', undefined]],
    'operators are ANDed': [
      { StringLike: { [sub]: 'system:*' }, 'ForAnyValue:StringLike': { [sub]: 'system:serviceaccount:a*' } },
      ['namespaces', 'system:serviceaccount:a*'],
    ],
    'values are ORed': [{ StringEquals: { [sub]: ['nobody', named] } }, ['exact', named]],
    'a key that is tested against itself lets everything through': [
      { StringEquals: { [sub.toUpperCase()]: `\${${sub}}` } },
      ['any', `\${${sub}}`],
    ],
    'a policy variable may stand for anything': [
      { StringLike: { [sub]: `system:serviceaccount:\${${sub}}` } },
      ['unsure', `system:serviceaccount:\${${sub}}`],
    ],
    'a policy variable widens no other test': [
      { StringLike: { [sub]: '${aws:userid}' }, StringEquals: { [sub]: named } },
      ['exact', named],
    ],
    'a key of another issuer is in no request': [
      { StringLike: { 'oidc.eks.eu-west-1.amazonaws.com/id/B:aud': '*' } },
      ['none', 'oidc.eks.eu-west-1.amazonaws.com/id/B:aud'],
    ],
    'a key of another issuer that need not exist changes nothing': [
      { StringLikeIfExists: { 'oidc.eks.eu-west-1.amazonaws.com/id/B:sub': named } },
      ['any', undefined],
    ],
    'a key of another issuer in ForAllValues changes nothing': [
      { 'ForAllValues:StringLike': { 'oidc.eks.eu-west-1.amazonaws.com/id/B:sub': named } },
      ['any', undefined],
    ],
    'a key that is no claim changes nothing': [{ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, ['any', undefined]],
  };
  test.each(Object.entries(tests))('%s', (_, [condition, answer]) => {
    expect(widthsOf(webIdentity(condition))).toEqual([answer]);
  });
});

test('each issuer of a statement is judged by its own keys', () => {
  const both = webIdentity(
    { StringEquals: { [sub]: named } },
    { Principal: { Federated: [providerArn, `${providerArn}2`] } },
  );
  expect(widthsOf(both)).toEqual([
    ['exact', named],
    ['none', sub],
  ]);
});

const folder = '../shared/data/aws/irsa-trust-policies-mkat';
const recorded: Readonly<Record<string, readonly unknown[]>> = {
  'allow_assume_by_ec2.json': [],
  'allow_oidc_with_condition.json': [],
  'eks_irsa.json': [['exact', 'system:serviceaccount:default:my-service-account']],
  'eks_irsa_stringlike.json': [['names', 'system:serviceaccount:my-ns1:*']],
};
const files = existsSync(folder) ? globSync(`${folder}/*.json`) : [];

describe(`${files.length} recorded trust policies`, () => {
  for (const file of files) {
    test(basename(file), () => {
      const document = readFileSync(file, 'utf8');
      const trusts = answerOf(podTrust, roleWith([], { AssumeRolePolicyDocument: document }));
      expect(isUnread(trusts) ? trusts : trusts.map((one) => [one.width, one.subject])).toEqual(
        recorded[basename(file)],
      );
    });
  }

  test('are judged where they are at hand', () => {
    expect([0, Object.keys(recorded).length]).toContain(files.length);
  });
});
