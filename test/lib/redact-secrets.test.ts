import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactSecrets } from '#lib/text';
import { hostileStrings } from '#test/support/hostile';

/** Made of parts, so that no scanner takes these made-up values for real ones. */
const key = 'ABCDEFGHIJKLMNOP';
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxIn0', 'c2lnbmF0dXJl'].join('.');
const label = 'RSA PRIVATE KEY';
const pem = `-----BEGIN ${label}-----\nMIIB\nAAAA\n-----END ${label}-----`;
const long = 'dGhpcyBpcyBhIHNlY3JldA==';

test.each([
  [`AKIA${key}`, '[redacted]'],
  [`id ASIA${key}.`, 'id [redacted].'],
  [`xoxb-${key}-abc`, '[redacted]'],
  [`ghp_${key}abcdef`, '[redacted]'],
  [`AIza${key}abcdef`, '[redacted]'],
  [`token is ${jwt}`, 'token is [redacted]'],
  [`k8s-aws-v1.${key}`, '[redacted]'],
  [`a ${pem} b`, 'a [redacted] b'],
  [pem.slice(0, 40), '[redacted]'],
  [`Authorization: Bearer ${long}`, 'Authorization: Bearer [redacted]'],
  ['Authorization: Basic dXNlcjpw', 'Authorization: Basic [redacted]'],
  [`bearer ${long}`, 'bearer [redacted]'],
  ['--password=hunter2', '--password=[redacted]'],
  ['{"password": "hunter two"}', '{"password": "[redacted]"}'],
  ['DB_PASSWORD: hunter2', 'DB_PASSWORD: [redacted]'],
  ['pwd=[hunter]2', 'pwd=[redacted]'],
  [`secret=${long}`, 'secret=[redacted]'],
  [`"SecretAccessKey": "${long}"`, '"SecretAccessKey": "[redacted]"'],
  [`AccountKey=${long};EndpointSuffix=x`, 'AccountKey=[redacted];EndpointSuffix=x'],
  [`client-key-data: ${long}`, 'client-key-data: [redacted]'],
  [`https://h.example/c?sv=1&sig=${long}`, 'https://h.example/c?sv=1&sig=[redacted]'],
  [`X-Amz-Security-Token=${long}&X-Amz-Date=1`, 'X-Amz-Security-Token=[redacted]&X-Amz-Date=1'],
  ['https://ana:hunter2@h.example/', 'https://ana:[redacted]@h.example/'],
])('%s becomes %s', (text, clean) => {
  expect(redactSecrets(text)).toBe(clean);
});

test.each([
  'arn:aws:iam::123456789012:role/payments',
  'AKIA is how a key id begins',
  'the bearer of bad news',
  'secretName: payments-db-credentials',
  'token: expired',
  'authorization: Azure RBAC enabled',
  'secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:payments',
  'https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF',
  'public.ecr.aws/x/y@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  'automountServiceAccountToken: false',
])('%s stays', (text) => {
  expect(redactSecrets(text)).toBe(text);
});

test('doing it twice changes nothing', () => {
  const pieces = fc.constantFrom(
    'password=',
    '"',
    ' ',
    'Bearer ',
    long,
    jwt,
    '://a:',
    '@',
    'token: ',
    'authorization: basic ',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const once = redactSecrets(parts.join(''));
      expect(redactSecrets(once)).toBe(once);
    }),
  );
  for (const text of hostileStrings()) expect(redactSecrets(redactSecrets(text))).toBe(redactSecrets(text));
});

test.each([
  'eyJ',
  '-----BEGIN PRIVATE KEY-----',
  '://a:',
  'password="',
  'bearer ',
  'AKIA',
  'authorization: basic ',
  'x',
])('a megabyte of %j is read to its end', (piece) => {
  expect(redactSecrets(piece.repeat(1_000_000 / piece.length)).length).toBeGreaterThan(0);
});
