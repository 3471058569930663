import { expect, test } from 'vitest';
import { outsidersIn, resourcePolicy } from '#clouds/aws/iam/policy/grant-facts';
import { withoutOutsider } from '#clouds/aws/iam/policy/without-outsider';

const own = '111122223333';
const other = '999988887777';
const partner = `arn:aws:iam::${other}:role/backup`;
const letting = (Principal: unknown, more: object = {}) => ({ Effect: 'Allow', Principal, Action: 'ecr:*', ...more });

const left = (who: string, statements: readonly object[], instead?: string): unknown => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const policy = resourcePolicy(text, own) ?? { grants: [], denials: [] };
  const outsiders = outsidersIn({ ...policy, own, at: '' }, { trustedAccounts: [], trustedOrgIds: [] });
  const outsider = outsiders.find((one) => one.who === who);
  if (!outsider) return 'no outsider';
  const after = withoutOutsider(text, outsider, instead);
  return typeof after === 'string' ? (JSON.parse(after) as { Statement: unknown }).Statement : after;
};

test('whoever else a statement names stays, and so do its tests', () => {
  const secure = { Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
  expect(left(other, [letting({ AWS: [partner, own], Service: 'x.amazonaws.com' }, secure)])).toEqual([
    letting({ AWS: own, Service: 'x.amazonaws.com' }, secure),
  ]);
});

test('a wildcard in the place of the account is everyone', () => {
  expect(left('everyone', [letting({ AWS: ['arn:aws:iam::*:role/backup', partner] })])).toEqual([
    letting({ AWS: partner }),
  ]);
});

test('a statement for nobody else goes, or is for whoever stands instead', () => {
  const kept = letting({ AWS: own });
  expect(left('everyone', [letting('*'), kept])).toEqual([kept]);
  expect(left('everyone', [letting('*')], own)).toEqual([kept]);
});

test('who is let in by a test is not taken out', () => {
  const tested = letting('*', { Condition: { StringEquals: { 'aws:PrincipalAccount': other } } });
  expect(left(other, [letting({ AWS: partner }), tested])).toEqual({
    cannot: `${other} is let in by a test or by who is left out: say in the policy who may come`,
  });
});
