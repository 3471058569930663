import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { ShoalwatchError, type Finding, type Memory, type RunTarget } from '#model';
import { cloudStore, storeClient } from '#store/cloud';
import { dynamoTable } from '#store/drivers/dynamo-table';
import type { Files } from '#store/files';
import { openFindings } from '#store/runs/open-findings';
import { s3Files } from '#store/drivers/s3-files';
import type { Table } from '#store/table';
import { settingClock } from './clock.ts';

/** What the stack remembers, as a function sees it. */
export interface Store {
  readonly memory: Memory;
  /** Bodies of the bucket that only Shoalwatch reads. */
  readonly files: Files;
  readonly bucket: string;
  /** What the last run found open in some of its targets: a file for each, a fraction of all findings that ever were. */
  open(isAsked?: (target: RunTarget) => boolean): Promise<readonly Finding[]>;
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
  (made ??= {
    dynamo: settingClock(new DynamoDBClient(storeClient)),
    s3: settingClock(new S3Client(storeClient)),
  });

/** Opens the store of the stack. Nothing of it is closed: it lives as long as the process. */
export function storeOf(names: StoreNames, { dynamo, s3 }: StoreClients = storeClients()): Store {
  const { STATE_TABLE: state, LEDGER_TABLE: ledger, BUCKET: bucket } = names;
  const writeId = randomUUID;
  const memory = cloudStore({ dynamo, s3, names: { state, ledger, bucket }, writeId, recheck: false });
  const files = s3Files({ client: s3, name: bucket, writeId });
  return {
    ...{ memory, files, bucket },
    async open(isAsked = () => true) {
      const [last] = await memory.runs(1);
      try {
        const asked = new Set((last ? await memory.targets(last.id) : []).filter(isAsked).map(({ id }) => id));
        return last && asked.size > 0 ? await openFindings(files, last.id, (id) => asked.has(id)) : [];
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
