import { describe, expect, test } from 'vitest';
import { actionsOf, isAbout, isAboutService, outsidersOf, resourcePolicy } from '#clouds/aws/iam/policy/grant-facts';

const own = '111122223333';
const other = '999988887777';
const documentOf = (...Statement: readonly object[]): object => ({ Version: '2012-10-17', Statement });
const allow = (more: object): object => ({ Effect: 'Allow', Action: 'kms:*', Resource: '*', ...more });
const grantsOf = (...statements: readonly object[]) => resourcePolicy(documentOf(...statements), own)?.grants ?? [];
const outsiders = (statement: object, known: readonly string[] = [own]): readonly string[] => [
  ...outsidersOf(grantsOf(allow(statement)), new Set(known)).keys(),
];
const tested = (operator: string, key: string, value: unknown) =>
  outsiders({ Principal: '*', Condition: { [operator]: { [key]: value } } });

describe('who a statement lets in', () => {
  test.each<[string, object, readonly string[]]>([
    ['a bare star is everyone', { Principal: '*' }, ['everyone']],
    ['a star of AWS is everyone', { Principal: { AWS: '*' } }, ['everyone']],
    ['a star in a list is everyone', { Principal: { AWS: [`arn:aws:iam::${own}:root`, '*'] } }, ['everyone']],
    ['all but somebody is everyone', { NotPrincipal: { AWS: `arn:aws:iam::${own}:root` } }, ['everyone']],
    ['a federated star is everyone', { Principal: { Federated: '*' } }, ['everyone']],
    ['an ARN of any account is everyone', { Principal: { AWS: 'arn:aws:iam::*:root' } }, ['everyone']],
    ['the root of the own account', { Principal: { AWS: `arn:aws:iam::${own}:root` } }, []],
    ['the own account by its number', { Principal: { AWS: own } }, []],
    ['another account by its number', { Principal: { AWS: other } }, [other]],
    ['a role of another account', { Principal: { AWS: `arn:aws:iam::${other}:role/x` } }, [other]],
    ['another account twice is one', { Principal: { AWS: [other, `arn:aws:iam::${other}:role/x`] } }, [other]],
    ['two other accounts', { Principal: { AWS: [other, '444455556666'] } }, [other, '444455556666']],
    [
      'an identity provider of another account',
      { Principal: { Federated: `arn:aws:iam::${other}:saml-provider/x` } },
      [other],
    ],
    ['what a deleted role leaves behind is nobody', { Principal: { AWS: 'AROAEXAMPLE' } }, []],
    ['a service is nobody', { Principal: { Service: 'lambda.amazonaws.com' } }, []],
    ['an identity provider of the web is nobody', { Principal: { Federated: 'accounts.google.com' } }, []],
  ])('%s', (_, statement, expected) => {
    expect(outsiders(statement)).toEqual(expected);
  });

  test('a denied everyone is let in nowhere', () => {
    const policy = resourcePolicy(documentOf({ Effect: 'Deny', Principal: '*', Action: '*' }), own);
    expect(policy).toEqual({ grants: [], denials: [{ Effect: 'Deny', Principal: '*', Action: '*' }] });
  });

  test('each outsider stands with all statements that let it in', () => {
    const grants = grantsOf(allow({ Principal: { AWS: other } }), allow({ Principal: { AWS: [other, own] } }));
    expect(outsidersOf(grants, new Set([own])).get(other)).toEqual(grants);
  });
});

describe('a test that tames everyone', () => {
  test.each([
    'StringEquals',
    'StringEqualsIgnoreCase',
    'StringLike',
    'ArnEquals',
    'ArnLike',
    'ForAnyValue:StringEquals',
    'ForAnyValue:StringLike',
  ])('%s', (operator) => {
    expect(tested(operator, 'aws:PrincipalAccount', own)).toEqual([]);
    expect(tested(operator, 'aws:PrincipalAccount', other)).toEqual([other]);
  });

  test.each([
    'StringNotEquals',
    'StringNotLike',
    'ArnNotLike',
    'StringEqualsIfExists',
    'ForAllValues:StringEquals',
    'Null',
    'Bool',
    'ForAnyValue:StringNotEquals',
    'StringEqualsX',
  ])('%s tames nobody', (operator) => {
    expect(tested(operator, 'aws:PrincipalAccount', own)).toEqual(['everyone']);
  });

  test.each<[string, unknown, readonly string[]]>([
    ['kms:CallerAccount', own, []],
    ['aws:PrincipalAccount', [own], []],
    ['aws:SourceAccount', own, []],
    ['AWS:SOURCEACCOUNT', own, []],
    ['aws:PrincipalAccount', [own, other], [own, other].slice(1)],
    ['aws:PrincipalOrgID', 'o-a', ['o-a']],
    ['aws:SourceOrgID', ['o-a', 'o-b'], ['o-a', 'o-b']],
    ['aws:PrincipalOrgPaths', 'o-a/r-1/ou-2/*', ['o-a']],
    ['aws:SourceOrgPaths', 'o-a/*', ['o-a']],
    ['aws:PrincipalArn', `arn:aws:iam::${own}:role/*`, []],
    ['aws:PrincipalArn', `arn:aws:iam::${other}:role/*`, [other]],
    ['aws:SourceArn', `arn:aws:s3:*:${other}:*`, [other]],
    ['aws:SourceVpce', 'vpce-1', []],
    ['aws:SourceVpc', 'vpc-1', []],
    ['aws:PrincipalAccount', '${aws:ResourceAccount}', []],
    ['aws:PrincipalArn', 'arn:aws:iam::${aws:ResourceAccount}:role/*', []],
    ['aws:PrincipalArn', `arn:aws:iam::${other}:user/\${aws:username}`, [other]],
    ['aws:PrincipalOrgID', '${aws:ResourceOrgID}', ['${aws:ResourceOrgID}']],
  ])('%s with %s', (key, value, expected) => {
    expect(tested('StringLike', key, value)).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ['aws:PrincipalAccount', '*'],
    ['aws:PrincipalAccount', '????????????'],
    ['aws:PrincipalAccount', [own, '*']],
    ['aws:PrincipalAccount', []],
    ['aws:PrincipalAccount', ''],
    ['aws:PrincipalAccount', '${aws:PrincipalAccount}'],
    ['aws:PrincipalOrgID', 'x${aws:ResourceOrgID}'],
    ['aws:PrincipalOrgID', '${aws:ResourceOrgID}x'],
    ['aws:PrincipalOrgPaths', '*/r-1'],
    ['aws:PrincipalArn', '*'],
    ['aws:PrincipalArn', 'arn:aws:iam::*:role/x'],
    ['aws:PrincipalArn', 'arn:aws:iam::1111*:role/x'],
    ['aws:PrincipalArn', 'arn:aws:iam::${aws:PrincipalAccount}:role/x'],
    ['aws:SourceArn', 'arn:aws:s3:::shop'],
    ['aws:SourceVpce', '*'],
    ['aws:SourceVpce', 'vpce-*'],
    ['aws:SourceVpce', ['vpce-1', 'vpce-?*']],
    ['aws:SourceVpc', 'vpc-*'],
    ['aws:SourceAccount', '11112222333?'],
    ['aws:PrincipalAccount', '9999*'],
    ['aws:PrincipalOrgID', 'o-*'],
    ['aws:PrincipalOrgPaths', 'o-*/r-1/*'],
    ['kms:ViaService', 'ec2.eu-west-1.amazonaws.com'],
    ['kms:GrantIsForAWSResource', 'true'],
    ['kms:EncryptionContext:a', 'b'],
    ['aws:SecureTransport', 'true'],
  ])('%s with %s tames nobody', (key, value) => {
    expect(tested('StringLike', key, value)).toEqual(['everyone']);
  });

  test.each(['StringLike', 'ArnLike', 'ArnEquals', 'ForAnyValue:StringLike'])('%s reads a wildcard', (operator) => {
    expect(tested(operator, 'aws:SourceVpce', 'vpce-*')).toEqual(['everyone']);
  });

  test.each(['StringEquals', 'StringEqualsIgnoreCase', 'ForAnyValue:StringEquals'])(
    'a wildcard is a character like any other to %s',
    (operator) => {
      expect(tested(operator, 'aws:SourceVpce', 'vpce-*')).toEqual([]);
    },
  );

  test('one test is enough', () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'kms:CallerAccount': own } };
    expect(outsiders({ Principal: '*', Condition })).toEqual([]);
  });

  test('of several, one that names only the known is enough', () => {
    const Condition = { StringEquals: { 'kms:CallerAccount': own, 'aws:PrincipalOrgID': 'o-a' } };
    expect(outsiders({ Principal: '*', Condition })).toEqual([]);
    expect(outsiders({ Principal: '*', Condition }, [])).toEqual([own, 'o-a']);
  });

  test('a network does not vouch for those that another test names', () => {
    const Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:PrincipalOrgID': 'o-a' } };
    expect(outsiders({ Principal: '*', Condition })).toEqual(['o-a']);
  });

  test('of a named account, its organisation vouches for it', () => {
    const statement = { Principal: { AWS: other }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a' } } };
    expect(outsiders(statement, [own, 'o-a'])).toEqual([]);
    expect(outsiders(statement)).toEqual([other]);
  });
});

test.each<[string, unknown]>([
  ['a text that is no JSON', 'x'],
  ['a statement about nobody', documentOf(allow({}))],
  ['an empty list of principals', documentOf(allow({ Principal: { AWS: [] } }))],
  ['a principal that is no text', documentOf(allow({ Principal: { AWS: 1 } }))],
  ['a principal left out that is no text', documentOf(allow({ NotPrincipal: { AWS: 1 } }))],
  ['an effect that there is not', documentOf(allow({ Principal: '*', Effect: 'Permit' }))],
])('%s is no policy', (_, document) => {
  expect(resourcePolicy(document, own)).toBeUndefined();
});

describe('what a statement is about', () => {
  const [some, but] = grantsOf(
    allow({ Principal: '*', Action: ['kms:Re*', 'KMS:decrypt'] }),
    allow({ Principal: '*', Action: undefined, NotAction: ['kms:Re*', 's3:*'] }),
  );
  test.each([
    ['kms:ReEncryptTo', true, false],
    ['kms:Decrypt', true, true],
    ['kms:Encrypt', false, true],
  ])('%s', (action, listed, left) => {
    expect(some && isAbout(some.statement, action)).toBe(listed);
    expect(but && isAbout(but.statement, action)).toBe(left);
  });

  test.each<[object, boolean]>([
    [{ Action: '*' }, true],
    [{ Action: '*:*' }, true],
    [{ Action: 'kms:DescribeKey' }, true],
    [{ Action: 'k?s:DescribeKey' }, true],
    [{ Action: ['s3:*', 'KMS:*'] }, true],
    [{ Action: 's3:*' }, false],
    [{ NotAction: 'kms:Decrypt' }, true],
    [{ NotAction: 'kms:*' }, false],
    [{ NotAction: '*' }, false],
  ])('%j', (more, expected) => {
    const [grant] = grantsOf({ Effect: 'Allow', Principal: '*', ...more });
    expect(grant && isAboutService(grant.statement, 'kms')).toBe(expected);
  });

  test('in its own words, each once', () => {
    expect(actionsOf([some, but, some].filter((one) => one !== undefined))).toBe(
      'kms:Re*, KMS:decrypt, all but kms:Re*, s3:*',
    );
  });
});
