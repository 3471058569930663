import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { checkedBody } from './checked.ts';
import { placesUntil, shardOf, shards } from './due.ts';
import {
  attributesOf,
  byDue,
  byPrefix,
  dueText,
  entryOf,
  itemOf,
  standing,
  type Asking,
  type Attributes,
} from './dynamo-items.ts';
import { firstOf, type Part, type Source } from './merged.ts';
import { storeFailure } from './store-failure.ts';
import { pageSize, type Item, type Key, type Table } from '../table.ts';

export interface DynamoTable {
  /** Retries are the client's: its attempts and its budget bound them. */
  readonly client: DynamoDBClient;
  readonly name: string;
  /** An id that no other write has: by it a write whose answer was lost is known again. */
  readonly writeId: () => string;
  /** Partitions that hold more than one of DynamoDB's takes: each is spread over 16 of these, which users never see. */
  readonly spread?: readonly string[];
}

/**
 * The Table port on a table of DynamoDB. What fails after the client's retries is a ShoalwatchError that names the table
 * and the permission. `put` needs `dynamodb:PutItem` alone.
 */
export function dynamoTable({ client, name, writeId, spread = [] }: DynamoTable): Table {
  const spreads = new Set(spread);
  const homeOf = (key: Key): string =>
    spreads.has(key.partition) ? `${key.partition}#${shardOf(key)}` : key.partition;
  const partitionOf = (home: string): string => {
    const whole = home.slice(0, -2);
    return home.at(-2) === '#' && spreads.has(whole) ? whole : home;
  };
  const ask = async <T>(operation: string, call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      throw storeFailure({ permission: `dynamodb:${operation}`, subject: `the table ${name}` }, error);
    }
  };

  return {
    async get(key) {
      const command = new GetItemCommand({
        TableName: name,
        Key: { partition: { S: homeOf(key) }, sort: { S: key.sort } },
        ConsistentRead: true,
      });
      const { Item: found } = await ask('GetItem', client.send(command));
      return found && itemOf(key.partition, found);
    },
    async put(item) {
      const body = checkedBody(item);
      const write = writeId();
      const { version } = item;
      const command = new PutItemCommand({
        TableName: name,
        Item: { ...attributesOf(item, body), partition: { S: homeOf(item) }, write: { S: write } },
        ...(version === 1
          ? { ConditionExpression: 'attribute_not_exists(#it)', ExpressionAttributeNames: { '#it': 'partition' } }
          : {
              ConditionExpression: '#it = :was',
              ExpressionAttributeNames: { '#it': 'version' },
              ExpressionAttributeValues: { ':was': { N: String(version - 1) } },
            }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const refused = client.send(command).then(() => undefined, standing);
      const stands = await ask('PutItem', refused);
      // A retry of a write that had arrived is refused too: what stands then is this very write.
      return stands === undefined || stands['write']?.S === write;
    },
    async query(partition, prefix, options = {}) {
      const { limit = pageSize, newestFirst = false, from } = options;
      const homes = spreads.has(partition) ? shards.map((shard) => `${partition}#${shard}`) : [partition];
      const sources = homes.map((home): Source<Item> => async (most, after) => {
        const { items, more } = await walk(byPrefix(home, prefix, newestFirst, after), most);
        return { items: items.map((it) => itemOf(partition, it)), more };
      });
      const [only] = sources;
      const { items, more } =
        sources.length === 1 && only
          ? await only(limit, from)
          : await firstOf(sources, { placeOf: ({ sort }) => sort, newestFirst }, { limit, after: from });
      const next = more ? items.at(-1)?.sort : undefined;
      return next === undefined ? { items } : { items, next };
    },
    async due(until, { limit = pageSize, from } = {}) {
      const sources = shards.map((shard): Source<Attributes> => (most, after) => {
        const input = byDue(shard, after, placesUntil(until));
        return input === undefined ? Promise.resolve({ items: [], more: false }) : walk(input, most);
      });
      const order = { placeOf: dueText, newestFirst: false };
      const { items, more } = await firstOf(sources, order, { limit, after: from });
      const last = items.at(-1);
      const entries = items.map((it) => entryOf(it, partitionOf(it['partition']?.S ?? '')));
      return more && last ? { items: entries, next: dueText(last) } : { items: entries };
    },
  };

  /** Pages of a megabyte at the most, until there are enough items or no more. */
  async function walk(input: Asking, most: number): Promise<Part<Attributes>> {
    const items: Attributes[] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const command = new QueryCommand({
        ...input,
        TableName: name,
        Limit: most + 1 - items.length,
        ...(start && { ExclusiveStartKey: start }),
      });
      const page = await ask('Query', client.send(command));
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start && items.length <= most);
    return { items: items.slice(0, most), more: items.length > most };
  }
}
