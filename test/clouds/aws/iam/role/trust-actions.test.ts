import { expect, test } from 'vitest';
import { narrowedTrust } from '#clouds/aws/iam/role/trust-actions';
import { podTrust, wideTrusts } from '#clouds/aws/iam/role/trust-facts';
import { isUnread } from '#rule';
import { answerOf } from '../../../../support/aws/fact.ts';
import { issuer, providerArn, providerWith, roleWith, webIdentity } from '../../../../support/aws/iam.ts';

const sub = `${issuer}:sub`;
const aud = `${issuer}:aud`;
const subjects = ['system:serviceaccount:shop:orders'];

const statementsAfter = (...statements: readonly unknown[]): unknown => {
  const it = roleWith(statements);
  const trusts = answerOf(podTrust, it, [providerWith('sts.amazonaws.com', 'sigstore')]);
  if (isUnread(trusts)) return trusts;
  const text = narrowedTrust(it, { trusts, wide: wideTrusts(trusts, false), subjects });
  const { Statement } = JSON.parse(text) as { Statement: unknown };
  return Statement;
};

test('subjects and audience are named exactly, and other conditions stay', () => {
  const vpc = { 'aws:SourceVpc': 'vpc-1' };
  const refused = { [sub]: 'system:serviceaccount:shop:old' };
  const wide = webIdentity(
    { StringLike: { [sub.toUpperCase()]: '*', [aud]: '*' }, StringEquals: vpc, StringNotEquals: refused },
    { Sid: 'Pods' },
  );
  expect(statementsAfter(wide)).toEqual([
    {
      ...wide,
      Condition: { StringEquals: { ...vpc, [aud]: 'sts.amazonaws.com', [sub]: subjects }, StringNotEquals: refused },
    },
  ]);
});

test('a trust that is only open to other audiences keeps its subjects', () => {
  const like = webIdentity({ StringEquals: { [sub]: subjects[0] } });
  expect(statementsAfter(like)).toEqual([
    { ...like, Condition: { StringEquals: { [sub]: subjects[0], [aud]: 'sts.amazonaws.com' } } },
  ]);
});

test('other principals of the statement, other statements and their Sids stay', () => {
  const other = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };
  const gitHub = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
  const unnamed = webIdentity(undefined, { Principal: { Federated: [gitHub, providerArn] } });
  const mixed = { Sid: 'Both', ...unnamed };
  expect(statementsAfter(other, mixed)).toEqual([
    other,
    { ...mixed, Principal: { Federated: [gitHub] } },
    {
      ...unnamed,
      Principal: { Federated: providerArn },
      Condition: { StringEquals: { [aud]: 'sts.amazonaws.com', [sub]: subjects } },
    },
  ]);
});
