import { STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { queryText, signerFor, type Unsigned } from '#clouds/aws/sign';

const at = new Date('2026-02-03T04:05:06.789Z');
const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'c2VjcmV0' };
const headers = { host: 'eks.eu-west-1.amazonaws.com', 'user-agent': 'x', 'amz-sdk-request': 'attempt=1;   max=1' };

interface SdkSigner {
  sign(request: object, options: object): Promise<{ readonly headers: Readonly<Record<string, string>> }>;
}

const isSigner = (value: object): value is SdkSigner => 'sign' in value && typeof value.sign === 'function';

/** As the SDK's own signer signs it. */
async function sdk(request: Unsigned, sessionToken?: string): Promise<Readonly<Record<string, string>>> {
  const credentials = sessionToken === undefined ? keys : { ...keys, sessionToken };
  const client = new STSClient({ region: 'eu-west-1', credentials });
  const signer: object = await client.config.signer();
  if (!isSigner(signer)) throw new TypeError('the client has no signer');
  const sent = { query: {}, protocol: 'https:', hostname: headers.host, ...request, headers: { ...request.headers } };
  return (await signer.sign(sent, { signingDate: at, signingService: 'eks', signingRegion: 'eu-west-1' })).headers;
}

const sign = signerFor('eu-west-1', 'eks');

test.each<[string, Unsigned]>([
  ['a read without a body', { method: 'GET', path: '/clusters/blue', headers }],
  ['a path with escaped signs', { method: 'GET', path: '/clusters/a/principal/arn%3Aaws%3Aiam%3A%3A1', headers }],
  [
    'a query out of order, with signs and several values',
    {
      method: 'GET',
      path: '/clusters',
      query: { nextToken: "a b/c+d='*(!)", include: ['b', 'a'], empty: '' },
      headers,
    },
  ],
  ['a body of text', { method: 'POST', path: '/', headers, body: 'Action=DescribeRegions&Name=ä' }],
  ['a body of bytes', { method: 'POST', path: '/', headers, body: Buffer.from('{"maxResults":1}') }],
])('%s is signed as the SDK signs it', async (_, request) => {
  expect(sign(request, keys, at)).toEqual(await sdk(request));
});

test('a session is signed with its token', async () => {
  const request = { method: 'GET', path: '/clusters', headers };
  expect(sign(request, { ...keys, sessionToken: 'token/+=' }, at)).toEqual(await sdk(request, 'token/+='));
});

test('another day and another secret have keys of their own', () => {
  const request = { method: 'GET', path: '/', headers };
  const first = sign(request, keys, at)['authorization'];
  const nextDay = new Date('2026-02-04T04:05:06.789Z');
  const other = { ...keys, secretAccessKey: 'other' };
  const [a, b] = [sign(request, other, at)['authorization'], sign(request, keys, nextDay)['authorization']];
  expect(new Set([first, a, b]).size).toBe(3);
  expect(sign(request, keys, at)['authorization']).toBe(first);
});

test('a query is sent in its own order', () => {
  expect(queryText({ b: '1 2', a: ['x', 'y'], none: null })).toBe('b=1%202&a=x&a=y&none=');
  expect(queryText({})).toBe('');
});
