import { randomUUID } from 'node:crypto';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { dynamoTable } from '#store/dynamo-table';
import { s3Files } from '#store/s3-files';
import { s3PrunedFiles } from '#store/s3-pruned-files';
import { tableContract } from '../store/contract.ts';
import { filesContract } from '../store/contract-files.ts';
import { prunedFilesContract } from '../store/contract-pruned-files.ts';
import { lostAnswerContract } from '../store/contract-lost-answer.ts';
import { dynamoStand } from '../store/dynamo-stand.ts';
import { s3ClientOf } from '../store/s3-stand.ts';
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
