import { describe, expect, test } from 'vitest';
import { parseStatements } from '#clouds/aws/iam/policy/document';
import { answersOf } from '#clouds/aws/iam/policy/evaluation';
import { excess, policyAnswers } from '#clouds/aws/iam/policy/facts';
import { powers } from '#clouds/aws/iam/policy/powers';
import { isUnread } from '#rule';
import { answerOf } from '../../../../support/aws/fact.ts';
import { policyWith } from '../../../../support/aws/iam.ts';

const allow = (Action: unknown, Resource: unknown = '*', more = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: unknown, Resource: unknown = '*', more = {}) => ({ Effect: 'Deny', Action, Resource, ...more });
const conditional = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };

/** The actions of the powers that a document alone answers with. */
const said = (answer: string, ...statements: readonly unknown[]) => {
  const answers = answersOf(parseStatements({ Statement: statements }) ?? [], '111122223333', excess) ?? [];
  return powers.filter((_, i) => answers[i] === answer).map(({ action }) => action);
};
const granted = (...statements: readonly unknown[]) => said('Allowed', ...statements);

describe('a document alone', () => {
  test('grants nothing when it says nothing of a power', () => {
    expect(granted(allow(['ec2:Describe*', 'eks:DescribeCluster']))).toEqual([]);
    expect(granted()).toEqual([]);
  });

  test('grants every power with a star', () => {
    expect(granted(allow('*'))).toEqual(powers.map(({ action }) => action));
    expect(granted(allow('**'))).toHaveLength(powers.length);
    expect(granted(allow('*:*'))).toHaveLength(powers.length);
  });

  test('grants keys and assumed roles without asking their own policies', () => {
    expect(granted(allow(['kms:Decrypt', 'sts:AssumeRole']))).toEqual(['sts:AssumeRole', 'kms:Decrypt']);
    expect(granted({ Effect: 'Allow', NotAction: ['kms:Put*', 's3:*'], Resource: '*' })).not.toContain(
      'kms:PutKeyPolicy',
    );
    expect(granted({ Effect: 'Allow', NotAction: ['kms:Put*', 's3:*'], Resource: '*' })).toContain('kms:Decrypt');
  });

  test('takes actions in any case', () => {
    expect(granted(allow('KMS:decrypt'))).toEqual(['kms:Decrypt']);
  });

  test('reads a name with a wildcard as a pattern, and a plain one as itself', () => {
    expect(granted(allow(['KMS:decryp?', 'iam:Pass*', 'ssm:GetParameter']))).toEqual([
      ...['iam:PassRole', 'ssm:GetParameter', 'kms:Decrypt'],
    ]);
    expect(said('ExplicitlyDenied', allow('*'), deny('ssm:GetParameter'))).toEqual(['ssm:GetParameter']);
  });

  const everything: Readonly<Record<string, string>> = {
    'every address': '*',
    'every address of the service': 'arn:aws:kms:*:*:*',
    'every key of an account': 'arn:aws:kms:*:111122223333:key/*',
    'every key of a region': 'arn:aws:kms:eu-west-1:111122223333:key/*',
    'every key in China': 'arn:aws-cn:kms:cn-north-1:111122223333:key/*',
  };
  test.each(Object.entries(everything))('%s is everything', (_, resource) => {
    expect(granted(allow('kms:Decrypt', resource))).toEqual(['kms:Decrypt']);
  });

  test.each(['arn:aws:kms:*:*:key/1', 'arn:aws:kms:*:*:alias/*', 'arn:aws:kms:*:*:key/${aws:PrincipalTag/key}'])(
    '%s is not everything',
    (resource) => {
      expect(granted(allow('kms:Decrypt', resource))).toEqual([]);
    },
  );

  test.each(['DeleteObjectVersion', 'PutObjectAcl', 'PutObjectRetention', 'RestoreObject', 'ReplicateDelete'])(
    's3:%s on everything is a write of objects',
    (name) => {
      expect(granted(allow(`s3:${name}`))).toEqual([`s3:${name}`]);
      expect(granted(allow(`s3:${name}`, 'arn:aws:s3:::logs/*'))).toEqual([]);
    },
  );

  test('every write of objects is known, and no read', () => {
    expect(granted(allow('s3:*Object*'))).toHaveLength(20);
    expect(granted(allow(['s3:Get*', 's3:List*']))).toEqual([]);
    expect(granted(allow('s3:*'))).toHaveLength(26);
  });

  test('NotResource is everything else', () => {
    const but = { Effect: 'Allow', Action: 's3:PutObject', NotResource: 'arn:aws:s3:::logs/*' };
    expect(granted(but)).toEqual(['s3:PutObject']);
  });

  test('a condition makes a grant narrow', () => {
    expect(granted(allow('kms:Decrypt', '*', conditional))).toEqual([]);
  });

  test('image writes count on one repository and under a condition', () => {
    const one = 'arn:aws:ecr:eu-west-1:111122223333:repository/shop';
    expect(granted(allow('ecr:PutImage', one, conditional))).toEqual(['ecr:PutImage']);
    expect(granted({ Effect: 'Allow', Action: 'ecr:PutImage', NotResource: one })).toEqual(['ecr:PutImage']);
    expect(granted(allow('ecr:*', one))).toHaveLength(7);
    expect(granted(allow(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']))).toEqual([]);
  });

  test('a Deny on everything removes a power', () => {
    expect(granted(allow('ecr:PutImage'), deny('ecr:*'))).toEqual([]);
    expect(said('ExplicitlyDenied', deny('kms:*'))).toEqual(['kms:PutKeyPolicy', 'kms:Decrypt']);
    expect(
      granted(allow('kms:Decrypt'), { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:kms:*:*:key/1' }),
    ).toEqual([]);
    expect(granted(allow('kms:Decrypt'), deny('kms:*', 'arn:aws:kms:*:111122223333:key/*'))).toEqual([]);
  });

  test('a Deny on part of it, or under a condition, removes nothing', () => {
    expect(granted(allow('kms:Decrypt'), deny('kms:*', 'arn:aws:kms:*:*:key/1'))).toEqual(['kms:Decrypt']);
    expect(granted(allow('kms:Decrypt'), deny('kms:*', 'arn:aws:kms:us-east-1:111122223333:key/*'))).toEqual([
      'kms:Decrypt',
    ]);
    expect(granted(allow('kms:Decrypt'), deny('kms:*', '*', conditional))).toEqual(['kms:Decrypt']);
  });

  const own: Readonly<Record<string, string>> = {
    'its account': '111122223333',
    'a pattern of it': '1111????3333',
    'any account': '*',
  };
  test.each(Object.entries(own))('a Deny on %s removes a power', (_, account) => {
    expect(granted(allow('sts:AssumeRole'), deny('sts:*', `arn:aws:iam::${account}:role/*`))).toEqual([]);
    expect(
      granted({ Effect: 'Allow', Action: 'sts:AssumeRole', NotResource: `arn:aws:iam::${account}:role/*` }),
    ).toEqual([]);
    expect(
      granted(allow('sts:AssumeRole'), {
        Effect: 'Deny',
        Action: 'sts:*',
        NotResource: [`arn:aws:iam::${account}:role/*`, 'arn:aws:iam::999999999999:role/*'],
      }),
    ).toEqual(['sts:AssumeRole']);
  });

  const foreign: Readonly<Record<string, string>> = {
    'another account': '999999999999',
    'a pattern of other accounts': '9999*',
    'the account of the question': '123456789012',
    'a variable': '${aws:PrincipalAccount}',
  };
  test.each(Object.entries(foreign))('what is denied or left out of %s removes nothing', (_, account) => {
    const theirs = `arn:aws:iam::${account}:role/*`;
    expect(granted(allow('sts:AssumeRole'), deny('sts:*', theirs))).toEqual(['sts:AssumeRole']);
    expect(granted(allow('sts:AssumeRole'), deny('sts:*', [theirs, 'arn:aws:iam::111122223333:role/*']))).toEqual([]);
    expect(granted({ Effect: 'Allow', Action: 'sts:AssumeRole', NotResource: theirs })).toEqual(['sts:AssumeRole']);
    expect(granted(allow('sts:AssumeRole'), { Effect: 'Deny', Action: 'sts:*', NotResource: theirs })).toEqual([]);
    expect(said('ExplicitlyDenied', deny('sts:*', theirs))).toEqual([]);
  });

  test('of an account that is not known no account is its own', () => {
    const statements = [allow('sts:AssumeRole'), deny('sts:*', 'arn:aws:iam::111122223333:role/*')];
    const answers = answersOf(parseStatements({ Statement: statements }) ?? [], undefined, excess) ?? [];
    expect(powers.filter((_, i) => answers[i] === 'Allowed').map(({ action }) => action)).toEqual(['sts:AssumeRole']);
  });

  test('a pattern that cannot be evaluated makes the document unknown', () => {
    for (const action of ['iam:Pass(', 'sts:Assume[Role', `kms:${'a*'.repeat(9)}`]) {
      expect(parseStatements({ Statement: [allow(action)] }), action).toBeUndefined();
    }
    expect(parseStatements({ Statement: [allow(`kms:${'a*'.repeat(8)}`)] })).toHaveLength(1);
  });

  test('long runs of wildcards are short ones', () => {
    expect(granted(allow(`kms:${'*?'.repeat(300)}`))).toEqual([]);
    expect(granted(allow(`kms:D${'*'.repeat(3000)}`))).toEqual(['kms:Decrypt']);
  });
});

describe('a managed policy', () => {
  const arn = 'arn:aws:iam::111122223333:policy/extra';

  test('is judged by its default version', () => {
    const answers = answerOf(policyAnswers, policyWith(arn, [allow('kms:Decrypt')]));
    expect(
      isUnread(answers) ? answers : powers.filter((_, i) => answers[i] === 'Allowed').map((one) => one.action),
    ).toEqual(['kms:Decrypt']);
  });

  test('is judged by the version that it names where no version says so itself', () => {
    const named = policyWith(arn, [allow('kms:Decrypt')]);
    const versions = named.config.PolicyVersionList?.map(({ VersionId, Document }) => ({ VersionId, Document })) ?? [];
    const answers = answerOf(policyAnswers, { ...named, config: { ...named.config, PolicyVersionList: versions } });
    expect(answers).toContain('Allowed');
  });

  test('is unknown without that version, and when it is no policy', () => {
    const made = policyWith(arn, [{ Effect: 'Maybe' }]);
    expect(answerOf(policyAnswers, made)).toMatchObject({ reason: 'malformed' });
    expect(answerOf(policyAnswers, { ...made, config: {} })).toMatchObject({ reason: 'field-missing' });
  });
});
