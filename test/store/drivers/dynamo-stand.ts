import type { AddressInfo } from 'node:net';
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { tableSchema } from '#store/drivers/dynamo-schema';

/** A DynamoDB to write on. */
export interface DynamoStand {
  /** A client of its own each time. */
  client(): DynamoDBClient;
  /** Makes an empty table with the product's keys and index; answers its name. */
  makeTable(): Promise<string>;
  close(): Promise<void>;
}

const settings = (endpoint: string) => ({
  ...{ endpoint, region: 'eu-central-1', maxAttempts: 3 },
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
});

/** Dynalite in this process, corrected where DynamoDB says more. */
export async function dynaliteStand(): Promise<DynamoStand> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const plain = new DynamoDBClient(settings(endpoint));
  const stand = dynamoStand(endpoint);
  return {
    ...stand,
    client: () => saying(stand.client(), plain),
    close: async () => {
      plain.destroy();
      await stand.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** A DynamoDB at an address. */
export function dynamoStand(endpoint: string): DynamoStand {
  const own = new DynamoDBClient(settings(endpoint));
  let made = 0;
  const { index } = tableSchema;
  const keys = [tableSchema.partitionKey, tableSchema.sortKey, index.partitionKey, index.sortKey];
  const schema = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  return {
    client: () => new DynamoDBClient(settings(endpoint)),
    async makeTable() {
      made += 1;
      const TableName = `table-${made}`;
      await own.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
          KeySchema: schema(tableSchema.partitionKey, tableSchema.sortKey),
          GlobalSecondaryIndexes: [
            {
              IndexName: index.name,
              KeySchema: schema(index.partitionKey, index.sortKey),
              Projection: { ProjectionType: index.projection },
            },
          ],
        }),
      );
      await waitUntilTableExists({ client: own, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.05 }, { TableName });
      return TableName;
    },
    close: () => {
      own.destroy();
      return Promise.resolve();
    },
  };
}

/** Dynalite does not say which item refused a put; DynamoDB does when it is asked to. */
function saying(client: DynamoDBClient, plain: DynamoDBClient): DynamoDBClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const { input } = args;
        if (!(error instanceof ConditionalCheckFailedException) || !('Item' in input)) throw error;
        if (input.ReturnValuesOnConditionCheckFailure !== 'ALL_OLD') throw error;
        const { partition, sort } = input.Item ?? {};
        if (!partition || !sort) throw error;
        const command = new GetItemCommand({
          TableName: input.TableName,
          Key: { partition, sort },
          ConsistentRead: true,
        });
        error.Item = (await plain.send(command)).Item;
        throw error;
      }
    },
    { step: 'initialize', name: 'saying' },
  );
  return client;
}
