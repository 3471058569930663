import { describe, expect, test } from 'vitest';
import { eksAccess } from '#clouds/aws/access';
import { eksToken, eksTokens } from '#clouds/aws/eks-token';
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

describe('tokens of one cluster', () => {
  const started = '20261121T091200Z';
  const place = { cluster: 'c', region: 'eu-west-1' };
  const dateOf = (token: string) => urlOf(token).searchParams.get('X-Amz-Date');

  test('one is used for four minutes, also by calls that begin together, and then another one is signed', async () => {
    let now = at;
    let asked = 0;
    const provider = () => {
      asked += 1;
      return Promise.resolve(credentials);
    };
    const sign = eksTokens({ ...place, config: { credentials: provider }, clock: { ...clock, now: () => now } });
    expect((await Promise.all([sign(), sign()])).map(dateOf)).toEqual([started, started]);
    now += 4 * 60_000 - 1;
    expect(dateOf(await sign())).toBe(started);
    expect(asked).toBe(1);
    now += 1;
    expect(dateOf(await sign())).toBe('20261121T091600Z');
    expect(asked).toBe(2);
  });

  test('what could not be signed is signed by the next call', async () => {
    const answers = [() => Promise.reject(new Error('no sign-in')), () => Promise.resolve(credentials)];
    const provider = () => answers.shift()?.() ?? Promise.reject(new Error('asked too often'));
    const sign = eksTokens({ ...place, config: { credentials: provider }, clock });
    await expect(sign()).rejects.toThrow('no sign-in');
    expect(dateOf(await sign())).toBe(started);
  });

  test('whoever enters a cluster calls it with one token', async () => {
    const config = { endpoint: 'https://a.eks.amazonaws.com', certificateAuthority: { data: 'Y2E=' } };
    const id = 'arn:aws:eks:eu-west-1:123456789012:cluster/c';
    const cluster = { type: 'eks.cluster', id, name: 'c', target: 'aws:123456789012:eu-west-1', config };
    let now = at;
    const access = eksAccess(cluster, { credentials }, { ...clock, now: () => (now += 1000) });
    if ('reason' in access) throw new Error(access.detail);
    expect(await access.token()).toBe(await access.token());
  });
});
