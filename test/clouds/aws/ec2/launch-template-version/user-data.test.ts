import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { lookedAt } from '#clouds/aws/ec2/launch-template-version/user-data';

const encoded = (text: string | Buffer): string => Buffer.from(text).toString('base64');
const token = `ghp_${'A1b2C3d4'.repeat(5)}`;
// Put together here, so that nobody who looks for credentials finds one.
const keyId = ['AKIA', 'Q3EGRZ5V7XKLMNOP'].join('');
const secretKey = ['wJalrXUtnFEMI', 'K7MDENGbPxRfiCY', 'zQ9kLmNoP2rS'].join('');
const gitlab = ['glpat', 'A1b2C3d4E5f6G7h8J9k0'].join('-');
const parts = (body: string, encoding = 'base64') =>
  [
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="//"',
    '',
    '--//',
    'Content-Type: text/x-shellscript',
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    body,
    '--//--',
  ].join('\n');

describe('user data that holds', () => {
  test.each<[string, string, number, string]>([
    ['a token in a script', `#!/bin/sh\ncurl -H "Authorization: ${token}"`, 2, 'a GitHub token'],
    ['a private key', '#cloud-config\n-----BEGIN RSA PRIVATE KEY-----', 2, 'a private key'],
    ['a password that a script exports', '#!/bin/sh\nexport DB_PASSWORD="q7Rw2ZxT9vKp"', 2, 'a secret by its name'],
    ['a password of a cloud-config', '#cloud-config\n  api_token: q7Rw2ZxT9vKp', 2, 'a secret by its name'],
    ['a password in TOML', '[settings]\ntoken = "q7Rw2ZxT9vKp"', 2, 'a secret by its name'],
    ['a key of AWS with its secret in the line', `aws ${keyId} ${secretKey}`, 1, 'an AWS access key'],
    ['a password that a call is given', '#!/bin/sh\njoin --token q7Rw2ZxT9vKp', 2, 'a secret by its name'],
    [
      'a secret key that the AWS CLI is given far from its id',
      `aws configure set aws_access_key_id ${keyId}\n\n\naws configure set aws_secret_access_key ${secretKey}`,
      4,
      'an AWS secret access key',
    ],
    ['a token of GitLab', `#!/bin/sh\ncurl -H "Authorization: Bearer ${gitlab}"`, 2, 'a GitLab token'],
    [
      'a key of AWS after the one of the samples',
      `old AKIAIOSFODNN7EXAMPLE new ${keyId} ${secretKey}`,
      1,
      'an AWS access key',
    ],
    ['a key of AWS with its secret in the next line', `id=${keyId}\nsecret=${secretKey}`, 1, 'an AWS access key'],
  ])('%s', (_, text, line, kind) => {
    const { state, secrets } = lookedAt(encoded(text));
    expect([state, secrets[0]]).toEqual(['read', { line, kind }]);
  });

  test('a token in a zipped script', () => {
    expect(lookedAt(encoded(gzipSync(`#!/bin/sh\n${token}`))).secrets).toEqual([{ line: 2, kind: 'a GitHub token' }]);
  });

  test('a token in a part of MIME', () => {
    expect(lookedAt(encoded(parts(`echo ${token}`, '7bit'))).secrets).toEqual([{ line: 8, kind: 'a GitHub token' }]);
  });

  test('a token in an encoded part', () => {
    expect(lookedAt(encoded(parts(encoded(`#!/bin/sh\necho ${token}`)))).secrets).toEqual([
      { line: 2, kind: 'a GitHub token' },
    ]);
  });

  test.each([
    ['written without a space', parts(encoded(`#!/bin/sh\necho ${token}`)).replace('Encoding: ', 'Encoding:')],
    [
      'whose head is folded',
      parts(encoded(`#!/bin/sh\necho ${token}`)).replace(
        'Content-Transfer',
        'Content-Disposition: attachment;\n filename="a"\nContent-Transfer',
      ),
    ],
    ['of lines of Windows', parts(encoded(`#!/bin/sh\necho ${token}`)).replaceAll('\n', '\r\n')],
    ['that is folded', parts(encoded(`#!/bin/sh\necho ${token} ${'x'.repeat(90)}`).replace(/.{76}/g, '$&\n'))],
  ])('a token in an encoded part %s', (_, text) => {
    expect(lookedAt(encoded(text)).secrets).toEqual([{ line: 2, kind: 'a GitHub token' }]);
  });

  test.each([
    ['plain', encoded(`a\ntoken: ${token}`)],
    ['zipped', encoded(gzipSync(`a\ntoken: ${token}`))],
    ['zipped, in a part that is zipped', encoded(gzipSync(encoded(gzipSync(`a\ntoken: ${token}`))))],
    ['before a line that looks like base64', `${encoded(`a\ntoken: ${token}`)}\n    /etc/kubernetes/conf`],
  ])('a token in a file of a cloud-config, encoded: %s', (_, content) => {
    const config = `#cloud-config\nwrite_files:\n  - encoding: gz+b64\n    content: ${content}\n`;
    expect(lookedAt(encoded(config)).secrets).toEqual([{ line: 2, kind: 'a GitHub token' }]);
  });

  test('never tells the value', () => {
    expect(JSON.stringify(lookedAt(encoded(`TOKEN=${token}`)))).not.toContain(token.slice(0, 12));
  });
});

describe('user data that holds none', () => {
  test.each([
    [
      'a bootstrap call',
      `#!/bin/bash\n/etc/eks/bootstrap.sh shop --b64-cluster-ca ${'LS0tLS1C'.repeat(20)} --apiserver-endpoint https://A1.eks`,
    ],
    [
      'the settings of a node',
      `apiVersion: node.eks.aws/v1alpha1\nspec:\n  cluster:\n    certificateAuthority: ${'LS0tLS1C'.repeat(20)}`,
    ],
    ['a reference', 'export DB_PASSWORD="$(aws secretsmanager get-secret-value --secret-id db)"'],
    ['a variable', 'export TOKEN=${GITHUB_TOKEN}'],
    ['the ARN of a secret', 'DB_SECRET=arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/Db@main-Ab3dEf'],
    ['the key of the samples of AWS', 'id=AKIAIOSFODNN7EXAMPLE\nsecret=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    [
      'a password that a call reads from its input',
      'docker login --username AWS --password-stdin 111122223333.dkr.ecr.eu-west-1.amazonaws.com',
    ],
    ['the id of a key alone', `id=${keyId}`],
  ])('%s', (_, text) => {
    expect(lookedAt(encoded(text))).toEqual({ state: 'read', secrets: [] });
  });

  test('is none where nothing is there', () => {
    expect([lookedAt(undefined), lookedAt('')].map(({ state }) => state)).toEqual(['none', 'none']);
  });
});

test('what cannot be unpacked is no pass', () => {
  const broken = Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from('no zip')]);
  expect(lookedAt(encoded(broken)).state).toBe('unreadable');
  expect(lookedAt(encoded(parts(encoded(broken)))).state).toBe('unreadable');
});

test.each([
  ['text that nobody encoded', '#!/bin/sh\nexport DB_PASSWORD="q7Rw2ZxT9vKp"'],
  ['what somebody made unreadable', 'REDACTED'],
  ['text of two bytes a letter', encoded(Buffer.from('<powershell>\r\n$Password = "q7Rw2ZxT9vKp"', 'utf16le'))],
  ['an encoded part that is no text', encoded(parts(encoded(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x24, 0, 1, 0, 0]))))],
  ['a part in another encoding', encoded(parts('=65=63=68=6F', 'quoted-printable'))],
])('%s is no pass', (_, userData) => {
  expect(lookedAt(userData)).toEqual({ state: 'unreadable', secrets: [] });
});

test('a line that is too long to be looked at is no pass', () => {
  expect(lookedAt(encoded(gzipSync('x'.repeat(20_001)))).state).toBe('unreadable');
});

test('a bomb is not unpacked', () => {
  expect(lookedAt(encoded(gzipSync(Buffer.alloc(5_000_000)))).state).toBe('unreadable');
});

test('many bombs within are not unpacked', () => {
  const bomb = encoded(gzipSync(`${'x'.repeat(99)}\n`.repeat(6000)));
  const twice = lookedAt(encoded(`${bomb}\n-\n${bomb}`));
  expect([lookedAt(encoded(bomb)).state, twice.state]).toEqual(['read', 'unreadable']);
});
