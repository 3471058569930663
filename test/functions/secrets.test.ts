import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { secretOf, type Secrets } from '../../functions/wire/secrets.ts';
import { startAround, type AroundSim } from '../sim/aws/around.ts';

const start = Date.parse('2026-11-22T09:00:00.000Z');
const minute = 60_000;

let around: AroundSim;
let client: SecretsManagerClient;
let now: number;
let secret: Secrets;

beforeEach(async () => {
  around = await startAround();
  now = start;
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  client = new SecretsManagerClient({ endpoint: around.url, region: 'eu-central-1', maxAttempts: 1, credentials });
  secret = secretOf('signing', () => now, client);
});

afterEach(async () => {
  client.destroy();
  await around.close();
});

const put = (...versions: readonly (readonly [text: string, at: number])[]): void =>
  void around.secrets.set(
    'signing',
    versions.map(([text, at]) => ({ text, at })),
  );

test('it is read once in five minutes, however many ask at once', async () => {
  put(['one', start]);
  expect(await Promise.all([secret.present(), secret.present(), secret.present()])).toEqual(['one', 'one', 'one']);
  put(['one', start], ['two', start]);
  now = start + 5 * minute - 1;
  expect(await secret.present()).toBe('one');
  expect(around.calls).toHaveLength(1);
  now = start + 5 * minute;
  expect(await secret.present()).toBe('two');
});

test('for an hour after another one was put in, the one before it is accepted too', async () => {
  put(['old', start - 90 * 24 * 60 * minute], ['new', start - 10 * minute]);
  expect(await secret.accepted()).toEqual(['new', 'old']);
  now = start + 51 * minute;
  expect(await secret.accepted()).toEqual(['new']);
});

test('the first one has none before it', async () => {
  put(['first', start]);
  expect(await secret.accepted()).toEqual(['first']);
});

test('what nobody has put in is no secret, and neither is an empty text', async () => {
  expect(await secret.present()).toBeUndefined();
  expect(await secret.accepted()).toEqual([]);
  now += 5 * minute;
  put([' \n', start]);
  expect(await secret.accepted()).toEqual([]);
});

test('the line end that a shell adds is no part of it', async () => {
  put(['xoxb-1\n', start]);
  expect(await secret.present()).toBe('xoxb-1');
});

test('a refusal says what is to be granted, names no value, and is asked again by the next one', async () => {
  put(['one', start]);
  around.refused.set('GetSecretValue', 'AccessDeniedException');
  await expect(secret.present()).rejects.toThrow('the secret signing cannot be read: AccessDeniedException');
  around.refused.clear();
  expect(await secret.present()).toBe('one');
});
