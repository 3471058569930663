import { randomUUID } from 'node:crypto';
import { dynamoTable } from '#store/drivers/dynamo-table';
import { s3Files } from '#store/drivers/s3-files';
import { s3PrunedFiles } from '#store/drivers/s3-pruned-files';
import { tableContract } from './contract.ts';
import { filesContract } from './contract-files.ts';
import { prunedFilesContract } from './contract-pruned-files.ts';
import { cloudStands } from '../cloud-stands.ts';
import { s3ClientOf } from './s3-stand.ts';

const stands = cloudStands();

const table = async (spread: readonly string[]) =>
  dynamoTable({ client: stands.dynamo.client(), name: await stands.dynamo.makeTable(), writeId: randomUUID, spread });

tableContract('DynamoDB', () => table([]));
tableContract('DynamoDB, spread over shards', () => table(['p', 'q']));
const bucket = () => {
  const name = stands.bucket();
  return { client: s3ClientOf(stands.s3.url), name, writeId: randomUUID };
};
filesContract('S3', () => s3Files(bucket()));
prunedFilesContract('S3', () => s3PrunedFiles(bucket()));
