import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AlertDesk } from '#app/alert/desk';
import { alertHandlerOf } from '../../functions/wire/alert.ts';
import { orderCards, tellOrderIn } from '../../functions/wire/cards.ts';
import { fallbackOn } from '../../functions/wire/fallback.ts';
import { sweepOrderOn } from '../../functions/wire/sweep-order.ts';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { defaultPolicy, type DueCard, type Policy } from '#model';
import { startAround, type AroundSim } from '../sim/aws/around.ts';
import { startFifo, type FifoSim } from '../sim/aws/fifo.ts';

let around: AroundSim;
let fifo: FifoSim;
let sqs: SQSClient;
let now = Date.parse('2026-11-22T09:00:00.000Z');
const at = {
  ...{ region: 'eu-central-1', maxAttempts: 1 },
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
};

beforeEach(async () => {
  around = await startAround();
  fifo = await startFifo(() => now);
  sqs = new SQSClient({ ...at, endpoint: fifo.url });
});

afterEach(async () => {
  sqs.destroy();
  await Promise.all([around.close(), fifo.close()]);
});

const failing = alertHandlerOf({
  desk: (): Promise<AlertDesk> => Promise.reject(new Error('the store is away')),
  sqs: () => sqs,
  cards: () => 'not-told',
  log: () => ({ info: () => undefined, warn: () => undefined, error: () => undefined }),
});

test('what the stream called for and could not be dealt with is given again from its first record on', async () => {
  const Records = ['7', '8'].map((SequenceNumber) => ({ dynamodb: { SequenceNumber } }));
  expect(await failing({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
});

test('what the clock called for fails, so that somebody sees it', async () => {
  await expect(failing({})).rejects.toThrow('the store is away');
});

const card = (id: string): DueCard => ({ is: 'group', id, due: '2026-11-22T09:00:00.000Z' });
const order = (...ids: readonly string[]) =>
  orderCards(sqs, fifo.queue('cards.fifo'), new Map([['C0PLAT', ids.map(card)]]), now);

test('the same order twice in a minute is one; what is due besides is another, and so is the next minute', async () => {
  await order('g-1');
  await order('g-1');
  expect(fifo.on('cards.fifo')).toHaveLength(1);
  await order('g-1', 'g-2');
  expect(fifo.on('cards.fifo')).toHaveLength(2);
  now += 60_000;
  await order('g-1', 'g-2');
  expect(fifo.on('cards.fifo').map(({ group }) => group)).toEqual(['C0PLAT', 'C0PLAT', 'C0PLAT']);
});

test('an order of ten thousand cards fits a message', async () => {
  await order(...Array.from({ length: 10_000 }, (_, n) => `g-${n}`));
  expect(tellOrderIn(fifo.on('cards.fifo')[0]?.body ?? '').also).toHaveLength(500);
});

test.each(['', 'no JSON', '{}', '{"channel":"","also":[]}', '{"channel":"C0","also":[{"is":"message"}]}'])(
  '%j is no order',
  (body) => {
    expect(() => tellOrderIn(body)).toThrow('the message is no order to tell a channel');
  },
);

const fallback = (policy: Policy) => {
  const client = new SNSClient({ ...at, endpoint: around.url });
  return fallbackOn({ topic: 'arn:topic', live: () => Promise.resolve({ rules: [], policy }), now: () => now, client });
};

test('the topic hears what Slack is not told, unless the policy says that it does not', async () => {
  await fallback(defaultPolicy).tell('CRITICAL  Door payments is open.');
  expect(around.published.map(({ message }) => message)).toEqual(['CRITICAL  Door payments is open.']);
  await fallback({ ...defaultPolicy, notify: { fallback: { sns: false } } }).tell('nobody hears this');
  expect(around.published).toHaveLength(1);
});

test('what is more than one message of the topic holds is several, and nobody is cut off', async () => {
  const lines = Array.from(
    { length: 200 },
    (_, n) => `CRITICAL  Door ${n} is open, ${'and anybody can walk in, '.repeat(8)}`,
  );
  await fallback(defaultPolicy).tell(lines.join('\n'));
  expect(around.published.length).toBeGreaterThan(1);
  expect(around.published.map(({ message }) => message).join('\n')).toBe(lines.join('\n'));
});

test('a topic that takes nothing is an error that names the grant', async () => {
  around.refused.set('Publish', 'AuthorizationError');
  await expect(fallback(defaultPolicy).tell('x')).rejects.toMatchObject({
    cure: expect.stringContaining('sns:Publish') as string,
  });
});

test('the same person starts one sweep of a target in a minute', async () => {
  const client = new SFNClient({ ...at, endpoint: around.url });
  const sweep = sweepOrderOn({ machine: 'arn:machine', now: () => now, client });
  await sweep('aws:1:eu', 'slack:T0/U0');
  await sweep('aws:1:eu', 'slack:T0/U0');
  expect(new Set(around.started.map(({ name }) => name)).size).toBe(1);
  await sweep('aws:2:eu', 'slack:T0/U0');
  expect(new Set(around.started.map(({ name }) => name)).size).toBe(2);
  expect(JSON.parse(around.started.at(-1)!.input)).toEqual({ only: ['aws:2:eu'] });
  around.refused.set('StartExecution', 'ExecutionAlreadyExists');
  expect(await sweep('aws:1:eu', 'slack:T0/U0')).toContain('aws:1:eu is being read, and nothing else');
  around.refused.set('StartExecution', 'AccessDeniedException');
  await expect(sweep('aws:1:eu', 'slack:T0/U0')).rejects.toThrow('does not start');
});
