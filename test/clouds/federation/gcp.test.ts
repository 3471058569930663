import { credentials } from '@grpc/grpc-js';
import { Agent } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { awsIdentityOf } from '#clouds/aws/web-identity';
import { gcpCloud } from '#clouds/gcp/cloud';
import { gcpAuthOf } from '#clouds/gcp/federation';
import { gateOf } from '#clouds/gate';
import { startGcp, type GcpSimulator } from '../../sim/gcp/server.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startTokenExchange, type TokenExchange } from '../../sim/gcp/token-exchange.ts';
import { quickClock } from '../../support/quick-clock.ts';

const pool =
  '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shoalwatch/providers/shoalwatch-aws';
const serviceAccount = 'shoalwatch-reader@shop-prod.iam.gserviceaccount.com';
const now = () => Date.now();

let sim: GcpSimulator;
let exchange: TokenExchange;
let numbered: TokenExchange;
beforeAll(async () => {
  sim = await startGcp({ estate: generateGcpEstate({ seed: 5, clusters: 1 }) });
  const settings = { pool, serviceAccounts: [serviceAccount], accessKey: 'ASIAROLE', now };
  exchange = await startTokenExchange({ ...settings, token: sim.token });
  numbered = await startTokenExchange({ ...settings, token: 'google-token-' });
});
afterAll(() => Promise.all([sim.close(), exchange.close(), numbered.close()]));
afterEach(() => {
  vi.useRealTimers();
});

interface Way {
  readonly accessKeyId?: string;
  readonly pool?: string;
  readonly serviceAccount?: string;
}

let secret = 0;

function authAt({ url }: TokenExchange, way: Way = {}) {
  const { accessKeyId = 'ASIAROLE' } = way;
  const keys = () => {
    secret += 1;
    const own = { accessKeyId, secretAccessKey: `of-the-role-${secret}`, sessionToken: `session-${secret}` };
    return Promise.resolve({ ...own, expiration: new Date(now() + 60_000) });
  };
  const aws = awsIdentityOf({ region: 'eu-west-1', clock: quickClock(), clientConfig: { credentials: keys } });
  const endpoints = { tokens: `${url}/token`, credentials: url };
  return gcpAuthOf({ pool, serviceAccount, ...way, aws, endpoints });
}

function cloudBy(auth: ReturnType<typeof gcpAuthOf>) {
  const clock = quickClock();
  const sslCreds = credentials.combineChannelCredentials(
    credentials.createSsl(Buffer.from(sim.ca)),
    // As the clients of Google do it themselves where no certificates are given.
    credentials.createFromGoogleCredential({
      getRequestHeaders: async () => Object.fromEntries(await auth.getRequestHeaders()),
    }),
  );
  const grpc = {
    apiEndpoint: 'localhost',
    port: sim.grpcPort,
    sslCreds,
    projectId: 'any',
    'grpc.use_local_subchannel_pool': 1,
  };
  const clientOptions = {
    ...{ computeUrl: sim.url, resourceManagerUrl: sim.url },
    ...{ binaryAuthorizationUrl: sim.url, containerAnalysisUrl: sim.url, iamUrl: sim.url },
    dispatcher: new Agent({ connect: { ca: sim.ca } }),
    ...{ container: grpc, kms: grpc, artifactRegistry: grpc },
  };
  return gcpCloud({ gate: gateOf({ clock, attempts: 1 }), clock, auth, clientOptions });
}

describe('the role in AWS signs in to Google Cloud', () => {
  test('by a request to STS of its region that names the pool, and never with its secret', async () => {
    const headers = await authAt(numbered).getRequestHeaders();
    expect(headers.get('authorization')).toMatch(/^Bearer google-token-\d+$/);
    const { audience, signed, body } = numbered.exchanges.at(-1)!;
    expect(audience).toBe(pool);
    expect(signed.url).toBe('https://sts.eu-west-1.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15');
    expect(signed.headers).toMatchObject({ 'x-goog-cloud-target-resource': pool, host: 'sts.eu-west-1.amazonaws.com' });
    expect(decodeURIComponent(decodeURIComponent(body))).not.toContain('of-the-role-');
  });

  test('as the service account, for a quarter of an hour', async () => {
    await authAt(numbered).getRequestHeaders();
    expect(numbered.lifetimes.at(-1)).toBe('900s');
  });

  test('once while the token lasts, and anew with fresh credentials before it ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: now() });
    const auth = authAt(numbered);
    const asked = async () => (await auth.getRequestHeaders()).get('authorization');
    const first = await asked();
    vi.setSystemTime(now() + 9 * 60_000);
    expect(await asked()).toBe(first);
    vi.setSystemTime(now() + 2 * 60_000);
    expect(await asked()).not.toBe(first);
    const [one, two] = numbered.exchanges.slice(-2).map(({ signed }) => signed.headers['x-amz-security-token']);
    expect(one).not.toBe(two);
  });

  test('and reads what the service account may read', async () => {
    const cloud = cloudBy(authAt(exchange));
    const { targets, gaps } = await cloud.discover();
    expect(gaps).toEqual([]);
    const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
    expect(readings.flatMap((it) => it.gaps)).toEqual([]);
    expect(readings.flatMap(({ resources }) => resources).length).toBeGreaterThan(0);
  });
});

describe('a sign-in that is refused', () => {
  const cases: readonly (readonly [string, Way, string])[] = [
    ['since another role is trusted', { accessKeyId: 'ASIAOTHER' }, 'iam.workloadIdentityPoolProviders.update'],
    ['since there is no such pool', { pool: `${pool}-2` }, 'iam.workloadIdentityPoolProviders.update'],
    [
      'since the role may not act as the service account',
      { serviceAccount: 'other@shop-prod.iam.gserviceaccount.com' },
      'iam.serviceAccounts.getAccessToken',
    ],
  ];

  test.each(cases)(
    '%s is a gap with the right that cures it, over REST and over gRPC',
    async (_why, way, permission) => {
      const cloud = cloudBy(authAt(exchange, way));
      const { gaps } = await cloud.discover();
      const target = { id: 'gcp:shop-prod', provider: 'gcp', scopes: ['gcp-project'] } as const;
      const reading = await cloud.collect(target);
      expect(reading.resources).toEqual([]);
      const all = [...gaps, ...reading.gaps];
      expect([gaps.length > 0, reading.gaps.length > 0]).toEqual([true, true]);
      for (const gap of all) {
        expect(gap).toMatchObject({ reason: 'denied', permission });
        expect(gap.detail).toContain('Google did not let the role in AWS sign in by //iam.googleapis.com/');
        expect(gap.detail).not.toContain('session-');
      }
    },
  );

  test('since the role has no credentials is a gap too', async () => {
    const credentials = () => Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' }));
    const aws = awsIdentityOf({ region: 'eu-west-1', clock: quickClock(), clientConfig: { credentials } });
    const { gaps } = await cloudBy(gcpAuthOf({ pool, aws })).discover();
    expect(gaps[0]).toMatchObject({ reason: 'denied' });
    expect(gaps[0]?.detail).toContain('AWS gave no token to sign in with. No credentials could be loaded.');
  });
});
