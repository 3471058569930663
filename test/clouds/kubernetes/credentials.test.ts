import { describe, expect, test } from 'vitest';
import { keptOf } from '#clouds/kubernetes/documents/kept';
import { credentialIn, credentialOf } from '#clouds/credential';

const repeated = (text: string, length: number): string => text.repeat(length).slice(0, length);
const random = 'q7Zp2Lx9Vb4Nw8Tc';
const web = (signature: string) => `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ3ZWIifQ.${signature}`;

describe('what a text holds is told by its form', () => {
  test.each([
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE', 'a private key'],
    ['-----BEGIN PRIVATE KEY-----', 'a private key'],
    ['{"type":"service_account","private_key":"-----BEGIN PRIVATE KEY-----\\nMIIE"}', 'a private key'],
    [`ghp_${repeated('a1B2', 36)}`, 'a GitHub token'],
    [`x github_pat_${repeated('a1B2_', 82)} y`, 'a GitHub token'],
    [`xoxb-${repeated('12345-', 24)}`, 'a Slack token'],
    [`sk_live_${repeated('a1B2', 24)}`, 'a Stripe key'],
    [
      `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${repeated('aB1+', 86)}==;`,
      'the key of an Azure storage account',
    ],
    [web(repeated('aB1-', 43)), 'a JSON web token'],
    ['postgres://shop:q7Zp2Lx9@db:5432/shop', 'a URL with a password'],
    ['--url=redis://:q7Zp2Lx9@cache:6379', 'a URL with a password'],
    ['Server=db;Database=shop;User Id=shop;Password=q7Zp2Lx9;', 'a connection string with a password'],
    ['Host=db; Pwd = q7Zp2Lx9', 'a connection string with a password'],
    ['Password=q7Zp2Lx9;Server=db', 'a connection string with a password'],
    ['{"db":"Server=db;Password=q7Zp2Lx9"}', 'a connection string with a password'],
    [
      `Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=${repeated('aB1+', 43)}=`,
      'the key of an Azure namespace',
    ],
    [`abc8Q~${repeated('a1B~', 34)}`, 'a client secret of Entra ID'],
  ])('%s', (text, holds) => expect(credentialIn(text)).toBe(holds));

  test.each([
    '-----BEGIN CERTIFICATE-----\nMIIE',
    '-----BEGIN PUBLIC KEY-----',
    'ghp_short',
    `sk_test_${repeated('a1B2', 24)}`,
    'postgres://db:5432/shop',
    'postgres://shop@db:5432/shop',
    'postgres://shop:$(DB_PASSWORD)@db:5432/shop',
    'postgres://shop:${DB_PASSWORD}@db:5432/shop',
    'postgres://shop:<password>@db:5432/shop',
    'psql postgres://shop:$PASSWORD1@db:5432/shop',
    'Server=db;Password=${DB_PASSWORD};Database=shop',
    'Server=db;Password=<password>',
    'set -e; PASSWORD=$1; serve',
    'set -e; PASSWORD=`cat /run/password`; serve',
    'Server=db;Integrated Security=true',
    'abc8Q~short',
    'postgres://shop:password@db:5432/shop',
    'postgres://shop:changeme@db:5432/shop',
    'postgres://shop:****@db:5432/shop',
    'https://example.com:8443/a@b',
    'AKIAIOSFODNN7EXAMPLE',
    `AccountKey=${repeated('A', 20)}`,
    web(''),
    'eyJhbGciOiJIUzI1NiJ9',
  ])('nothing: %s', (text) => expect(credentialIn(text)).toBeUndefined());

  test('one that is none does not hide another', () => {
    expect(credentialIn('postgres://a:changeme@b redis://a:q7Zp2Lx9@b')).toBe('a URL with a password');
  });

  test('a long text takes no long time', () => {
    expect(credentialIn('://a:'.repeat(100_000))).toBeUndefined();
    expect(credentialIn(';password='.repeat(100_000))).toBeUndefined();
    expect(credentialIn('password=;a '.repeat(100_000))).toBeUndefined();
  });
});

describe('a name tells what a value of no known form is', () => {
  const aws = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYq7Zp2Lx9Vb';

  test.each(['DB_PASSWORD', 'password', 'passwd', 'clientSecret', 'GITHUB_TOKEN', 'api-key', 'apiKey', 'APIKEY'])(
    '%s',
    (name) => expect(credentialOf(name, random)).toBe('a secret by its name'),
  );

  test.each(['PRIVATE_KEY', 'SECRET_KEY', 'TOKEN_CI', 'DB_PASSWORD_PROD', 's3AccessKey'])('%s', (name) =>
    expect(credentialOf(name, random)).toBe('a secret by its name'),
  );

  test.each([
    'PASSWORD_FILE',
    'TOKEN_PATH',
    'SECRET_NAME',
    'TOKEN_URL',
    'SECRET_ARN',
    'SECRET_ID',
    'TOKEN_TTL',
    'TOKENS',
    'PASSWORDLESS',
    'KEY',
    'VERSION',
  ])('%s is of no secret', (name) => expect(credentialOf(name, random)).toBeUndefined());

  test.each(['glpat-q7Zp2Lx9Vb4Nw8Tc', 'tok_q7Zp2Lx9Vb4Nw8Tc', 'Zk!fQwe#rTyUi$oP'])('%s', (value) =>
    expect(credentialOf('TOKEN', value)).toBe('a secret by its name'),
  );

  test.each([
    '',
    '$Q7ZP2LX9VB4NW8TC',
    'a1b2c3d',
    'true',
    '3600000000',
    'correcthorsebatterystaple',
    'azure-keyvault-provider-v2',
    '/var/run/secrets/token1',
    './a1/b2c3d4e5f6g7',
    'https://q7Zp2Lx9Vb4Nw8Tc.example.org',
    '$(Q7ZP2LX9VB4NW8TC)',
    '${Q7ZP2LX9VB4NW8TC}',
    '<q7Zp2Lx9Vb4Nw8Tc>',
    'changeme-q7Zp2Lx9Vb4Nw8Tc',
    'a1a1a1a1a1a1a1a1',
    'two words Q7ZP2LX9VB4N',
  ])('a value that is none: %s', (value) => expect(credentialOf('PASSWORD', value)).toBeUndefined());

  test('a secret access key of AWS, and not the published sample', () => {
    expect(credentialOf('AWS_SECRET_ACCESS_KEY', aws)).toBe('an AWS secret access key');
    expect(credentialOf('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY')).toBeUndefined();
    expect(credentialOf('AWS_SECRET_ACCESS_KEY', 'short')).toBeUndefined();
    expect(credentialOf('aws-secret-access-key', aws)).toBe('an AWS secret access key');
    expect(credentialOf('S3_SECRET_ACCESS_KEY', aws)).toBe('an AWS secret access key');
    expect(credentialOf('CHECKSUM', aws)).toBeUndefined();
  });
});

describe('the collector', () => {
  const kept = (variable: object) => keptOf({ spec: { containers: [{ name: 'web', env: [variable] }] } });
  const of = (variable: object) => ({ spec: { containers: [{ name: 'web', env: [variable] }] } });

  test('keeps what a value held, and never the value', () => {
    const value = `ghp_${repeated('a1B2', 36)}`;
    expect(kept({ name: 'A', value })).toEqual(of({ name: 'A', valueHolds: 'a GitHub token' }));
    expect(kept({ name: 'A', value: 'plain' })).toEqual(of({ name: 'A' }));
  });

  test('takes nobody at his word', () => {
    expect(kept({ name: 'A', value: 'plain', valueHolds: 'a private key' })).toEqual(of({ name: 'A' }));
  });
});
