import { randomUUID } from 'node:crypto';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { dynamoTable } from '#store/drivers/dynamo-table';
import { s3Files } from '#store/drivers/s3-files';
import { s3PrunedFiles } from '#store/drivers/s3-pruned-files';
import { tableContract } from '../store/drivers/contract.ts';
import { filesContract } from '../store/drivers/contract-files.ts';
import { prunedFilesContract } from '../store/drivers/contract-pruned-files.ts';
import { lostAnswerContract } from '../store/drivers/contract-lost-answer.ts';
import { dynamoStand } from '../store/drivers/dynamo-stand.ts';
import { s3ClientOf } from '../store/drivers/s3-stand.ts';
import { motoUrl } from './estate.ts';

const stand = dynamoStand(motoUrl());
const table = async (spread: readonly string[]) =>
  dynamoTable({ client: stand.client(), name: await stand.makeTable(), writeId: randomUUID, spread });

tableContract('the DynamoDB of moto', () => table([]));
tableContract('the DynamoDB of moto, spread over shards', () => table(['p', 'q']));
lostAnswerContract('the DynamoDB of moto', () => stand);
const bucket = async () => {
  const client = s3ClientOf(motoUrl());
  const name = `bucket-${randomUUID()}`;
  const where = { LocationConstraint: 'eu-central-1' as const };
  await client.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: where }));
  return { client, name, writeId: randomUUID };
};
filesContract('the S3 of moto', async () => s3Files(await bucket()));
prunedFilesContract('the S3 of moto', async () => s3PrunedFiles(await bucket()));
