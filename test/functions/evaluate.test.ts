import { randomUUID } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluateHandlerOf } from '../../functions/wire/evaluate.ts';
import { judgeHandlerOf } from '../../functions/wire/judge-changes.ts';
import { judgeParts } from '../../functions/wire/judge.ts';
import { awsParts } from '../../functions/wire/aws.ts';
import { queuesOf } from '../../functions/wire/queues.ts';
import { rereadHandlerOf } from '../../functions/wire/reread.ts';
import { startS3, type S3Sim } from '../sim/s3/server.ts';
import { dynaliteStand, type DynamoStand } from '../store/drivers/dynamo-stand.ts';
import { s3ClientOf } from '../store/drivers/s3-stand.ts';
import { noPolicy } from './stack-stand.ts';

let stand: DynamoStand;
let s3: S3Sim;
beforeAll(async () => {
  [stand, s3] = await Promise.all([dynaliteStand(), startS3()]);
});
afterAll(() => Promise.all([stand.close(), s3.close()]));

const errors: string[] = [];
const log = () => ({
  ...{ info: () => undefined, warn: () => undefined },
  error: (_: string, error: unknown) => void errors.push(error instanceof Error ? error.message : String(error)),
});
const stack = async () => {
  const bucket = `bucket-${randomUUID()}`;
  s3.buckets.set(bucket, new Map());
  const names = {
    ...{ STATE_TABLE: await stand.makeTable(), LEDGER_TABLE: await stand.makeTable() },
    ...{ WORK_TABLE: await stand.makeTable(), BUCKET: bucket },
  };
  return judgeParts(noPolicy, names, { clients: { dynamo: stand.client(), s3: s3ClientOf(s3.url) } });
};
const run = { execution: 'one', startedAt: '2026-11-22T09:00:00.000Z' };

describe('evaluate', () => {
  test('says what is wrong with an event that is none of the state machine', async () => {
    const handler = evaluateHandlerOf({ stack, log });
    for (const event of [
      undefined,
      {},
      { do: 'all', run },
      { do: 'sweep', run: { execution: 'one' }, clouds: ['aws'] },
    ])
      await expect(handler(event)).rejects.toThrow('the event is no judgement of a sweep or a policy');
    await expect(handler({ do: 'sweep', run, clouds: ['oracle'] })).rejects.toThrow('clouds.0');
  });

  test('has nothing to judge where no file of the sweep is there, and says that it is incomplete', async () => {
    const handler = evaluateHandlerOf({ stack, log });
    const nothing = { run: null, targets: 0, incomplete: true };
    expect(await handler({ do: 'sweep', run, clouds: ['aws', 'gcp'] })).toMatchObject(nothing);
    expect(await handler({ do: 'policy', run, clouds: ['aws'] })).toMatchObject(nothing);
  });

  test('tries anew what could not be opened', async () => {
    let opened = 0;
    const lame = () => ((opened += 1) === 1 ? Promise.reject(new Error('no config yet')) : stack());
    const handler = evaluateHandlerOf({ stack: lame, log });
    await expect(handler({ do: 'policy', run })).rejects.toThrow('no config yet');
    expect(await handler({ do: 'policy', run })).toMatchObject({ run: null });
  });
});

describe('a re-read', () => {
  test('has a message that is no order delivered again until its queue gives it up, and lets others through', async () => {
    const config = () => Promise.resolve({ version: 1 as const });
    const parts = await stack();
    const urls = () => ({ own: 'nowhere', judge: 'nowhere' });
    const means = { stack: () => parts, log, config, queues: () => queuesOf(), urls };
    const handler = rereadHandlerOf(awsParts, [], means);
    const order = { eventId: 'forged', at: '2026-11-22T09:00:00.000Z', look: 0 };
    const bodies = ['{', '{"eventId":""}', JSON.stringify({ ...order, look: -1 }), JSON.stringify(order)];
    const Records = bodies.map((body, at) => ({ messageId: `m-${at}`, body }) as SQSRecord);
    errors.length = 0;
    expect(await handler({ Records })).toEqual({
      batchItemFailures: ['m-0', 'm-1', 'm-2'].map((itemIdentifier) => ({ itemIdentifier })),
    });
    expect(errors.every((it) => it.startsWith('the message is no order to look after a change'))).toBe(true);
    expect(errors).toHaveLength(3);
  });
});

describe('a judgement of changes', () => {
  test('has a message that is no order delivered again until its queue gives it up, and lets others through', async () => {
    const means = { stack, log, queues: () => queuesOf(), queue: () => 'nowhere' };
    const handler = judgeHandlerOf({ ...means, log: () => log() });
    const order = { do: 'judge', eventId: 'forged', at: '2026-11-22T09:00:00.000Z' };
    const bodies = ['{', 'null', JSON.stringify({ ...order, do: 'all' }), JSON.stringify({ ...order, eventId: '' })];
    const Records = [...bodies, JSON.stringify(order)].map((body, at) => ({ messageId: `m-${at}`, body }) as SQSRecord);
    errors.length = 0;
    expect(await handler({ Records })).toEqual({
      batchItemFailures: ['m-0', 'm-1', 'm-2', 'm-3'].map((itemIdentifier) => ({ itemIdentifier })),
    });
    expect(errors.every((it) => it.startsWith('the message is no order to judge a change'))).toBe(true);
    expect(errors).toHaveLength(4);
  });
});
