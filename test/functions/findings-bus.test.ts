import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Step } from '#app/alert/ports';
import { findingsBusOn } from '../../functions/wire/findings-bus.ts';
import { startAround, type AroundSim } from '../sim/aws/around.ts';
import { findingOf } from '../support/slack-office.ts';

let around: AroundSim;
let client: EventBridgeClient;

beforeEach(async () => {
  around = await startAround();
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  client = new EventBridgeClient({ endpoint: around.url, region: 'eu-central-1', maxAttempts: 1, credentials });
});

afterEach(async () => {
  client.destroy();
  await around.close();
});

const put = (steps: readonly Step[]): Promise<void> => findingsBusOn('findings', '1.0.0', client).put(steps);

const stepOf = (id: string, actual: unknown = true): Step => ({
  ...{ uid: `u-${id}`, at: '2026-11-22T09:00:00.000Z', kind: 'opened', cause: 'change', rule: undefined },
  finding: { ...findingOf(id), evidence: [{ at: 'open', actual, expected: false }] },
});

const told = () =>
  around.events.map(({ Detail }) => JSON.parse(Detail) as { metadata: { uid: string }; evidences?: unknown });

test('ten go with a call, and each goes once', async () => {
  await put(Array.from({ length: 25 }, (_, at) => stepOf(`d${at}`)));
  expect(around.calls).toHaveLength(3);
  expect(new Set(told().map(({ metadata }) => metadata.uid)).size).toBe(25);
});

test('nothing is no call', async () => {
  await put([]);
  expect(around.calls).toEqual([]);
});

test('a call is no larger than the bus takes', async () => {
  await put(Array.from({ length: 6 }, (_, at) => stepOf(`d${at}`, 'x'.repeat(60_000))));
  expect(told()).toHaveLength(6);
  expect(around.calls.length).toBeGreaterThan(1);
});

test('what is larger than a call goes without its evidence', async () => {
  await put([stepOf('d1', 'x'.repeat(300_000)), stepOf('d2')]);
  const [large, small] = told();
  expect(large).not.toHaveProperty('evidences');
  expect(large?.metadata.uid).toBe('u-d1');
  expect(small).toHaveProperty('evidences');
});

test('what the bus refuses of a call is put anew, and the rest is not', async () => {
  around.throttled = 2;
  await put([stepOf('d1'), stepOf('d2'), stepOf('d3')]);
  expect(
    told()
      .map(({ metadata }) => metadata.uid)
      .sort(),
  ).toEqual(['u-d1', 'u-d2', 'u-d3']);
  expect(around.calls).toHaveLength(2);
});

test('a bus that takes nothing is an error that names the grant', async () => {
  around.refused.set('PutEvents', 'AccessDeniedException');
  await expect(put([stepOf('d1')])).rejects.toMatchObject({
    code: 'store',
    cure: expect.stringContaining('events:PutEvents') as string,
  });
  around.refused.clear();
  around.throttled = 100;
  await expect(put([stepOf('d1')])).rejects.toThrow('ThrottlingException');
});
