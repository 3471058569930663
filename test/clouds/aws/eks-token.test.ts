import { expect, test } from 'vitest';
import { eksToken } from '#clouds/aws/eks-token';
import { redactSecrets } from '#lib/text';

const at = Date.UTC(2026, 10, 21, 9, 12, 0);
const clock = { now: () => at, sleep: () => Promise.resolve() };
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'secret/with+signs',
  sessionToken: 'a+b/c=',
};

const urlOf = (token: string): URL => {
  expect(token).toMatch(/^k8s-aws-v1\.[A-Za-z0-9_-]+$/);
  return new URL(Buffer.from(token.slice('k8s-aws-v1.'.length), 'base64url').toString());
};

test('the token is a presigned GetCallerIdentity of the region that names the cluster for a minute', async () => {
  const url = urlOf(await eksToken({ cluster: 'prod-1', region: 'eu-central-1', config: { credentials }, clock }));
  expect(url.origin + url.pathname).toBe('https://sts.eu-central-1.amazonaws.com/');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    Action: 'GetCallerIdentity',
    Version: '2011-06-15',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20261121/eu-central-1/sts/aws4_request',
    'X-Amz-Date': '20261121T091200Z',
    'X-Amz-Expires': '60',
    'X-Amz-Security-Token': 'a+b/c=',
    'X-Amz-SignedHeaders': 'host;x-k8s-aws-id',
    'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

test('another cluster gives another signature, the same one the same', async () => {
  const sign = async (cluster: string) =>
    urlOf(await eksToken({ cluster, region: 'eu-central-1', config: { credentials }, clock })).searchParams.get(
      'X-Amz-Signature',
    );
  expect(await sign('prod-1')).toBe(await sign('prod-1'));
  expect(await sign('prod-1')).not.toBe(await sign('prod-2'));
});

test('China signs for its own partition', async () => {
  const url = urlOf(await eksToken({ cluster: 'c', region: 'cn-north-1', config: { credentials }, clock }));
  expect(url.host).toBe('sts.cn-north-1.amazonaws.com.cn');
});

test('an emulator answers the calls, and the token still is for STS itself', async () => {
  const config = { credentials, endpoint: 'http://127.0.0.1:1' };
  const url = urlOf(await eksToken({ cluster: 'c', region: 'eu-west-1', config, clock }));
  expect(url.host).toBe('sts.eu-west-1.amazonaws.com');
});

test('a token never stands in a message', async () => {
  const token = await eksToken({ cluster: 'c', region: 'eu-west-1', config: { credentials }, clock });
  expect(redactSecrets(`refused ${token}`)).toBe('refused [redacted]');
});
