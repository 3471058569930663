import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { awsIdentityOf } from '#clouds/aws/web-identity';
import { azureCloud } from '#clouds/azure/cloud';
import { azureCredentialOf } from '#clouds/azure/federation';
import { gateOf } from '#clouds/gate';
import { emptyIam, type AwsEstate } from '../../sim/aws/estate.ts';
import { startAws, type AwsSim } from '../../sim/aws/server.ts';
import { entraOf, type Entra, type FederatedCredential } from '../../sim/azure/entra.ts';
import { quickClock } from '../../support/quick-clock.ts';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/shoalwatch-sweep-azure`;
const issuer = 'https://3f5c0a1e.tokens.sts.global.api.aws';
const tenant = '11111111-2222-4333-8444-555555555555';
const clientId = '22222222-2222-4333-8444-555555555555';
const subscription = '33333333-2222-4333-8444-555555555555';
const scope = 'https://management.azure.com/.default';
const trusts: FederatedCredential = { issuer, subject: role, audience: 'api://AzureADTokenExchange' };

const estate = (iam: Parameters<typeof emptyIam>[0]): AwsEstate => ({
  accounts: { [account]: { iam: emptyIam(iam), regions: {} } },
  accessKeys: { ASIAROLE: { account, arn: role } },
});

let sim: AwsSim;
let disabled: AwsSim;
beforeAll(async () => {
  [sim, disabled] = await Promise.all([startAws({ estate: estate({ issuer }) }), startAws({ estate: estate({}) })]);
});
afterAll(() => Promise.all([sim.close(), disabled.close()]));
afterEach(() => {
  sim.calls.length = 0;
  sim.setFaults([]);
  vi.useRealTimers();
});

const key = { accessKeyId: 'ASIAROLE', secretAccessKey: 'of-the-role', sessionToken: 'session-of-the-role' };

function signedIn(
  settings: { readonly trusts?: Partial<FederatedCredential>; readonly at?: string; expiresIn?: number } = {},
) {
  const { expiresIn = 3600 } = settings;
  const entra: Entra = entraOf({
    ...{ tenant, clientIds: [clientId], expiresIn, now: () => Date.now() },
    trusts: { ...trusts, ...settings.trusts },
  });
  const clientConfig = { endpoint: settings.at ?? sim.url, credentials: key };
  const { token } = awsIdentityOf({ region: 'us-east-1', clock: dated(), clientConfig });
  const options = { httpClient: entra };
  return { entra, credential: azureCredentialOf({ tenant, clientId, token, clock: dated(), options }) };
}

/** A clock that shows the date of this process. */
const dated = () => ({ ...quickClock(), now: () => Date.now() });

describe('the role in AWS signs in to Azure', () => {
  test('with a token for Entra alone, signed by RSA, that lasts a minute', async () => {
    const { credential, entra } = signedIn();
    expect(await credential.getToken(scope)).toMatchObject({ token: 'entra-token-1' });
    const { header, claims } = entra.assertions[0]!;
    expect(header).toMatchObject({ alg: 'RS256' });
    expect(claims).toMatchObject({ iss: issuer, sub: role, aud: ['api://AzureADTokenExchange'] });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(60);
  });

  test('once for all that is asked while the token of Entra lasts', async () => {
    const { credential, entra } = signedIn();
    for (let asked = 0; asked < 5; asked += 1) await credential.getToken(scope);
    expect([entra.assertions.length, sim.calls.length]).toEqual([1, 1]);
  });

  test('anew before the token of Entra ends, with another token of AWS', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const { credential, entra } = signedIn();
    await credential.getToken(scope);
    vi.setSystemTime(Date.now() + 56 * 60_000);
    expect(await credential.getToken(scope)).toMatchObject({ token: 'entra-token-2' });
    const [first, second] = entra.assertions.map(({ token }) => token);
    expect(first).not.toBe(second);
  });

  test('with one token of AWS for all that ask within twenty seconds, and a fresh one later', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const clientConfig = { endpoint: sim.url, credentials: key };
    const { token } = awsIdentityOf({ region: 'us-east-1', clock: dated(), clientConfig });
    const [first] = await Promise.all([token('a'), token('a'), token('b')]);
    expect(sim.calls).toHaveLength(2);
    vi.setSystemTime(Date.now() + 19_000);
    expect(await token('a')).toBe(first);
    vi.setSystemTime(Date.now() + 1000);
    expect(await token('a')).not.toBe(first);
  });

  test('after AWS has throttled it', async () => {
    sim.setFaults([{ operation: 'sts:GetWebIdentityToken', fault: 'throttled', position: 'first', attempts: 1 }]);
    expect(await signedIn().credential.getToken(scope)).toMatchObject({ token: 'entra-token-1' });
  });
});

describe('a sign-in that is refused', () => {
  const cases: readonly (readonly [string, Parameters<typeof signedIn>[0], string, RegExp])[] = [
    [
      'since the account gives no tokens',
      { at: 'disabled' },
      'iam:EnableOutboundWebIdentityFederation',
      /aws iam enable-outbound-web-identity-federation/,
    ],
    [
      'since another role is trusted',
      { trusts: { subject: `${role}-other` } },
      'microsoft.directory/applications/credentials/update',
      /^Entra did not let the role in AWS sign in as 22222222.*AADSTS700213.*shoalwatch-sweep-azure/,
    ],
    [
      'since another account is trusted',
      { trusts: { issuer: 'https://other.tokens.sts.global.api.aws' } },
      'microsoft.directory/applications/credentials/update',
      /AADSTS700211/,
    ],
    [
      'since another audience is trusted',
      { trusts: { audience: 'https://else.example' } },
      'microsoft.directory/applications/credentials/update',
      /AADSTS700212/,
    ],
  ];

  test.each(cases)('%s is a gap with the right that cures it', async (_why, settings, permission, detail) => {
    const { credential, entra } = signedIn({ ...settings, ...(settings?.at !== undefined && { at: disabled.url }) });
    const clock = quickClock();
    const cloud = azureCloud({
      gate: gateOf({ clock }),
      clock,
      credential,
      sources: [{ subscriptions: [subscription] }],
    });
    const { targets, gaps, skipped } = await cloud.discover();
    expect([targets.map(({ id }) => id), gaps, skipped]).toEqual([[`azure:${subscription}`], [], undefined]);
    const reading = await cloud.collect(targets[0]!);
    expect(reading.resources).toEqual([]);
    expect(reading.complete).toEqual([]);
    expect(reading.gaps.length).toBeGreaterThan(0);
    for (const gap of reading.gaps) expect(gap).toMatchObject({ reason: 'denied', permission });
    expect(reading.gaps[0]?.detail).toMatch(detail);
    for (const { token } of entra.assertions) expect(JSON.stringify(reading)).not.toContain(token);
  });
});
