import { ConditionalCheckFailedException, type AttributeValue, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { dueOf, ofSeconds, placeAfter, placeOf, secondsOf, shardOf } from './due.ts';
import { tableSchema } from './dynamo-schema.ts';
import { packed, unpacked } from './packed.ts';
import type { Due, Item } from '../table.ts';

/** An item as DynamoDB holds it. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** A query of a table that is not named yet. */
export type Asking = Omit<QueryCommandInput, 'TableName'>;

/** All of an item but where it stands. */
export function attributesOf(item: Item, body: string): Record<string, AttributeValue> {
  const { sort, version, due, expires } = item;
  return {
    sort: { S: sort },
    version: { N: String(version) },
    body: packed(body),
    ...(due !== undefined && { shard: { S: shardOf(item) }, due: { S: placeOf(item, due) } }),
    ...(expires !== undefined && { expires: { N: String(secondsOf(expires)) } }),
  };
}

export function itemOf(partition: string, { sort, version, body, due, expires }: Attributes): Item {
  return {
    partition,
    sort: sort?.S ?? '',
    version: Number(version?.N),
    body: JSON.parse(unpacked(body ?? {})) as unknown,
    ...(due?.S !== undefined && { due: dueOf(due.S) }),
    ...(expires?.N !== undefined && { expires: ofSeconds(Number(expires.N)) }),
  };
}

/** The place of an entry of the index. */
export const dueText = ({ due }: Attributes): string => due?.S ?? '';

export const entryOf = (entry: Attributes, partition: string): Due => ({
  partition,
  sort: entry['sort']?.S ?? '',
  due: dueOf(dueText(entry)),
});

/** What stands where a put was refused. Throws what is no such refusal. */
export function standing(error: unknown): Attributes {
  if (error instanceof ConditionalCheckFailedException) return error.Item ?? {};
  throw error;
}

/** Items of one partition by the beginning of their sort, behind the one that the page before ended with. */
export function byPrefix(home: string, prefix: string, newestFirst: boolean, from: string | undefined): Asking {
  const within = prefix === '' ? '' : ' AND begins_with(#sort, :prefix)';
  return {
    KeyConditionExpression: `#home = :home${within}`,
    ExpressionAttributeNames: { '#home': 'partition', ...(prefix !== '' && { '#sort': 'sort' }) },
    ExpressionAttributeValues: { ':home': { S: home }, ...(prefix !== '' && { ':prefix': { S: prefix } }) },
    ScanIndexForward: !newestFirst,
    ConsistentRead: true,
    ...(from !== undefined && { ExclusiveStartKey: { partition: { S: home }, sort: { S: from } } }),
  };
}

/** Entries of one shard of the index behind a place; undefined where that is beyond what is asked for. */
export function byDue(shard: string, after: string | undefined, end: string): Asking | undefined {
  const start = after === undefined ? '!' : placeAfter(after);
  if (start > end) return undefined;
  return {
    IndexName: tableSchema.index.name,
    KeyConditionExpression: '#shard = :shard AND #due BETWEEN :start AND :end',
    ExpressionAttributeNames: { '#shard': 'shard', '#due': 'due' },
    ExpressionAttributeValues: { ':shard': { S: shard }, ':start': { S: start }, ':end': { S: end } },
  };
}
