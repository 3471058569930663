import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoTable } from '#store/drivers/dynamo-table';
import { lostAnswerContract, onTheWire, itemOf as item, type Opened } from './contract-lost-answer.ts';
import { dynaliteStand, type DynamoStand } from './dynamo-stand.ts';
import { refusal, type Wire } from '../wire.ts';

let stand: DynamoStand;
beforeAll(async () => {
  stand = await dynaliteStand();
});
afterAll(() => stand.close());

const opened = (wire: Wire, spread: readonly string[] = []): Promise<Opened> => onTheWire(stand, wire, spread);

lostAnswerContract('DynamoDB', () => stand);

describe('a call that DynamoDB refuses', () => {
  const refusing =
    (operation: string, error: () => Error, seen: string[] = []): Wire =>
    async (attempt, send) => {
      if (attempt.operation !== operation) return send();
      seen.push(attempt.operation);
      throw error();
    };

  it('names the table and the permission that it lacks', async () => {
    const { table, name } = await opened(refusing('GetItem', () => refusal('AccessDeniedException')));
    await expect(table.get(item(1, ''))).rejects.toMatchObject({
      code: 'store',
      message: `the table ${name} refuses dynamodb:GetItem: AccessDeniedException: no`,
      cure: `grant dynamodb:GetItem on the table ${name}`,
    });
  });
  it('is asked again while it throttles, as often as the client may, and then names the table', async () => {
    const seen: string[] = [];
    const throttled = (): Error => refusal('ProvisionedThroughputExceededException');
    const { table, name } = await opened(refusing('PutItem', throttled, seen));
    await expect(table.put(item(1, ''))).rejects.toMatchObject({
      code: 'store',
      message: `the table ${name} throttles dynamodb:PutItem (ProvisionedThroughputExceededException) after 3 attempts`,
    });
    expect(seen).toHaveLength(3);
  });
  it('succeeds when throttling ends in time', async () => {
    const { table } = await opened(async ({ nth }, send) => {
      if (nth < 3) throw refusal('ThrottlingException');
      await send();
    });
    expect(await table.put(item(1, 'late'))).toBe(true);
  });
  it('says that there is no table', async () => {
    const table = dynamoTable({ client: stand.client(), name: 'no-table', writeId: randomUUID });
    for (const call of [() => table.get(item(1, '')), () => table.query('p', ''), () => table.due('2026-01-01')]) {
      await expect(call()).rejects.toMatchObject({ code: 'store', message: 'the table no-table is not there' });
    }
  });
  it('a put needs the right to put and no other', async () => {
    const { table, plain } = await opened(async ({ operation }, send) => {
      if (operation !== 'PutItem') throw refusal('AccessDeniedException');
      await send();
    });
    expect(await table.put(item(1, 'one'))).toBe(true);
    expect(await table.put(item(1, 'two'))).toBe(false);
    expect(await table.put(item(2, 'two'))).toBe(true);
    expect(await plain.get(item(1, ''))).toEqual(item(2, 'two'));
    await expect(table.query('p', '')).rejects.toThrow('refuses dynamodb:Query');
  });
});

describe('what DynamoDB is asked', () => {
  it('is strongly consistent, but for the index, which cannot be', async () => {
    const asked: unknown[] = [];
    const { table } = await opened(async ({ operation, body }, send) => {
      const { ConsistentRead, IndexName } = JSON.parse(body) as { ConsistentRead?: boolean; IndexName?: string };
      if (operation !== 'PutItem') asked.push([operation, IndexName, ConsistentRead]);
      await send();
    });
    await table.get(item(1, ''));
    await table.query('p', 'a');
    expect(asked).toEqual([
      ['GetItem', undefined, true],
      ['Query', undefined, true],
    ]);
    await table.due('2026-01-01T00:00:00.000Z');
    expect(asked.slice(2)).toEqual(Array.from({ length: 16 }, () => ['Query', 'due', undefined]));
  });
  it('a partition that is spread stands in 16, and its users see one', async () => {
    const { table, client, name } = await opened((_, send) => send(), ['p']);
    const sorts = Array.from({ length: 200 }, (_, i) => `s${String(i).padStart(3, '0')}`);
    for (const sort of sorts) await table.put({ ...item(1, {}), sort, due: '2026-01-01T00:00:00.000Z' });
    const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
    expect(new Set(Items.map(({ partition }) => partition?.S)).size).toBe(16);
    expect(new Set(Items.map(({ shard }) => shard?.S)).size).toBe(16);
    const { items } = await table.query('p', '');
    expect(items.map(({ partition, sort }) => [partition, sort])).toEqual(sorts.map((sort) => ['p', sort]));
    const { items: due } = await table.due('2026-01-01T00:00:00.000Z');
    expect(new Set(due.map(({ partition }) => partition))).toEqual(new Set(['p']));
  });
  it('a body of words is packed, and a short one can be read in the console', async () => {
    const { table, client, name } = await opened((_, send) => send());
    await table.put(item(1, { message: 'The API endpoint answers everybody.' }));
    await table.put({ ...item(1, { message: 'The API endpoint answers everybody. '.repeat(100) }), sort: 'b' });
    const { Items = [] } = await client.send(new ScanCommand({ TableName: name }));
    const bodies = new Map(Items.map(({ sort, body }) => [sort?.S, body]));
    expect(bodies.get('a')?.S).toBe('{"message":"The API endpoint answers everybody."}');
    expect(bodies.get('b')?.B?.length).toBeLessThan(200);
  });
});
