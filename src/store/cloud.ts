import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Memory } from '#model';
import { dynamoTable } from './drivers/dynamo-table.ts';
import type { Files } from './files.ts';
import { findingsPlace, memoryOn } from './memory.ts';
import { s3Files } from './drivers/s3-files.ts';

export interface CloudStore {
  readonly dynamo: DynamoDBClient;
  readonly s3: S3Client;
  /** The tables and the bucket, as the template's outputs name them. */
  readonly names: { readonly state: string; readonly ledger: string; readonly work?: string; readonly bucket: string };
  /** A fresh id each time, such as a random UUID. */
  readonly writeId: () => string;
  /**
   * Whether a run looks whether each object of the last one is still there, and writes those again that are not: a paid
   * call for each. A run by hand does; those by schedule and event trust the record of the last run.
   */
  readonly recheck: boolean;
  /** What stands between the store and its bucket, where something does. */
  readonly around?: (files: Files) => Files;
}

/**
 * How the clients of the store are made: they retry with the SDK's own back-off, within its budget, for as long as a
 * table needs to split under a burst, and give up what is never answered. Milliseconds.
 */
export const storeClient = {
  retryMode: 'standard',
  maxAttempts: 8,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
} as const;

/** How many writes are under way at once: fewer than a client has sockets. */
const width = 32;

/** Opens the store of a stack. The clients are the caller's, and closed with it. */
export function cloudStore({ dynamo, s3, names, writeId, recheck, around = (it) => it }: CloudStore): Memory {
  return memoryOn({
    state: dynamoTable({ client: dynamo, name: names.state, writeId, spread: [findingsPlace] }),
    ledger: dynamoTable({ client: dynamo, name: names.ledger, writeId }),
    ...(names.work !== undefined && { work: dynamoTable({ client: dynamo, name: names.work, writeId }) }),
    files: around(s3Files({ client: s3, name: names.bucket, writeId })),
    recheck,
    width,
    close: () => {
      dynamo.destroy();
      s3.destroy();
    },
  });
}
