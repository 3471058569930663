import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { dynamoTable } from '#store/dynamo-table';
import { s3Files } from '#store/s3-files';
import { s3PrunedFiles } from '#store/s3-pruned-files';
import { startS3, type S3Sim } from '../sim/s3/server.ts';
import { tableContract } from './contract.ts';
import { filesContract } from './contract-files.ts';
import { prunedFilesContract } from './contract-pruned-files.ts';
import { dynaliteStand, type DynamoStand } from './dynamo-stand.ts';
import { s3ClientOf } from './s3-stand.ts';

let stand: DynamoStand;
let sim: S3Sim;
beforeAll(async () => {
  stand = await dynaliteStand();
  sim = await startS3();
});
afterAll(async () => {
  await stand.close();
  await sim.close();
});

const table = async (spread: readonly string[]) =>
  dynamoTable({ client: stand.client(), name: await stand.makeTable(), writeId: randomUUID, spread });

tableContract('DynamoDB', () => table([]));
tableContract('DynamoDB, spread over shards', () => table(['p', 'q']));
const bucket = () => {
  const name = `bucket-${randomUUID()}`;
  sim.buckets.set(name, new Map());
  return { client: s3ClientOf(sim.url), name, writeId: randomUUID };
};
filesContract('S3', () => s3Files(bucket()));
prunedFilesContract('S3', () => s3PrunedFiles(bucket()));
