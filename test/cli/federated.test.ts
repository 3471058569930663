import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { azureCredential } from '../../cli/federated.ts';
import { clock } from '../../cli/wire.ts';
import { emptyIam } from '../sim/aws/estate.ts';
import { startAws, type AwsSim } from '../sim/aws/server.ts';

const own = vi.hoisted(() => ({ answer: () => Promise.resolve({ token: 'of-the-person', expiresOnTimestamp: 1e15 }) }));

vi.mock('@azure/identity', async (original) => ({
  ...(await original<object>()),
  DefaultAzureCredential: class {
    getToken = () => own.answer();
  },
}));

const account = '111122223333';
const arn = `arn:aws:iam::${account}:role/ci`;
const signIn = { tenant: '11111111-2222-4333-8444-555555555555', clientId: '22222222-2222-4333-8444-555555555555' };
const scope = 'https://management.azure.com/.default';

let sim: AwsSim;
beforeAll(async () => {
  sim = await startAws({
    estate: {
      accounts: { [account]: { iam: emptyIam(), regions: {} } },
      accessKeys: { ASIACI: { account, arn } },
    },
  });
  vi.stubEnv('AWS_ENDPOINT_URL', sim.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIACI');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(() => {
  sim.calls.length = 0;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sim.close();
});

const refusing = (name: string, words: string) => () => Promise.reject(Object.assign(new Error(words), { name }));

test('whoever is signed in to Azure reads as that person, and AWS is not asked', async () => {
  expect(await azureCredential(signIn, { clock }).getToken(scope)).toMatchObject({ token: 'of-the-person' });
  expect(sim.calls).toEqual([]);
});

test('where nobody is signed in the role in AWS signs in', async () => {
  own.answer = refusing('CredentialUnavailableError', 'Please run az login.');
  await expect(azureCredential(signIn, { clock, regions: ['us-east-1'] }).getToken(scope)).rejects.toMatchObject({
    failure: { reason: 'denied', permission: 'iam:EnableOutboundWebIdentityFederation' },
  });
  expect(sim.calls.map(({ operation }) => operation)).toContain('GetWebIdentityToken');
});

test('a sign-in of the person that has expired is told as that', async () => {
  own.answer = refusing('CredentialUnavailableError', 'AADSTS70043: The refresh token has expired.');
  await expect(azureCredential(signIn, { clock }).getToken(scope)).rejects.toThrow('AADSTS70043');
  expect(sim.calls).toEqual([]);
});
