import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { startS3, type S3Sim } from '../sim/s3/server.ts';
import { dynaliteStand, type DynamoStand } from './drivers/dynamo-stand.ts';

/** The stand-ins for DynamoDB and S3 of a test file, which stand from its first test to its last. */
export interface CloudStands {
  readonly dynamo: DynamoStand;
  readonly s3: S3Sim;
  /** Makes an empty bucket, and answers its name. */
  bucket(): string;
}

/** Starts the stand-ins before the tests of the file that asks, and ends them after. */
export function cloudStands(): CloudStands {
  let stands: Pick<CloudStands, 'dynamo' | 's3'> | undefined;
  const standing = () => {
    if (!stands) throw new Error('the stand-ins stand while tests run');
    return stands;
  };
  beforeAll(async () => {
    stands = { dynamo: await dynaliteStand(), s3: await startS3() };
  });
  afterAll(async () => {
    await stands?.dynamo.close();
    await stands?.s3.close();
  });
  return {
    get dynamo() {
      return standing().dynamo;
    },
    get s3() {
      return standing().s3;
    },
    bucket() {
      const name = `bucket-${randomUUID()}`;
      standing().s3.buckets.set(name, new Map());
      return name;
    },
  };
}
