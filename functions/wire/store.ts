import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { ShoalwatchError, type Finding, type Memory } from '#model';
import { cloudStore, storeClient } from '#store/cloud';
import { dynamoTable } from '#store/dynamo-table';
import type { Files } from '#store/files';
import { openFindings } from '#store/open-findings';
import { s3Files } from '#store/s3-files';
import type { Table } from '#store/table';

/** What the stack remembers, as a function sees it. */
export interface Store {
  readonly memory: Memory;
  /** Bodies of the bucket that only Shoalwatch reads. */
  readonly files: Files;
  /** The same bucket, for bodies that others read: they lie there as they are. */
  readonly plain: Files;
  readonly bucket: string;
  /** What the last run found open: read from its states, which cost a fraction of all findings that ever were. */
  open(): Promise<readonly Finding[]>;
}

export interface StoreNames {
  readonly STATE_TABLE: string;
  readonly LEDGER_TABLE: string;
  readonly BUCKET: string;
}

/** The clients of one process: a function that is called again finds its connections open. */
export interface StoreClients {
  readonly dynamo: DynamoDBClient;
  readonly s3: S3Client;
}

let made: StoreClients | undefined;

/** The clients of this process, made when they are first asked for. */
export const storeClients = (): StoreClients =>
  (made ??= { dynamo: new DynamoDBClient(storeClient), s3: new S3Client(storeClient) });

/** Opens the store of the stack. Nothing of it is closed: it lives as long as the process. */
export function storeOf(names: StoreNames, { dynamo, s3 }: StoreClients = storeClients()): Store {
  const { STATE_TABLE: state, LEDGER_TABLE: ledger, BUCKET: bucket } = names;
  const writeId = randomUUID;
  const memory = cloudStore({ dynamo, s3, names: { state, ledger, bucket }, writeId, recheck: false });
  const files = s3Files({ client: s3, name: bucket, writeId });
  return {
    ...{ memory, files, bucket },
    plain: s3Files({ client: s3, name: bucket, writeId, plain: true }),
    async open() {
      const [last] = await memory.runs(1);
      try {
        return last ? await openFindings(files, last.id, () => true) : [];
      } catch (error) {
        // A state that is lost says nothing; the findings themselves do.
        if (error instanceof ShoalwatchError) return memory.findings();
        throw error;
      }
    },
  };
}

/** The table of what is under way: leases. */
export const workTable = (
  { WORK_TABLE: name }: { readonly WORK_TABLE: string },
  { dynamo }: Pick<StoreClients, 'dynamo'> = storeClients(),
): Table => dynamoTable({ client: dynamo, name, writeId: randomUUID });
