import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { storeClient } from '#store/cloud';
import type { StackPlace } from '../place.ts';

/** The clients of one command against a stack. */
export interface Clients {
  readonly stacks: CloudFormationClient;
  readonly machines: SFNClient;
  readonly identity: STSClient;
  /** A client of its own each time: a store closes those that it was given. */
  dynamo(): DynamoDBClient;
  s3(): S3Client;
}

/** The clients of a stack's place. All take their credentials from the first, so that nobody signs in twice. */
export function clientsOf({ region, profile }: StackPlace): Clients {
  const place = { ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) };
  const stacks = new CloudFormationClient({ ...place, ...storeClient });
  const config = { ...storeClient, region: stacks.config.region, credentials: stacks.config.credentials };
  // An address of an emulator seldom has a name for each bucket.
  const forcePathStyle = ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'].some((name) => process.env[name] !== undefined);
  return {
    stacks,
    machines: new SFNClient(config),
    identity: new STSClient(config),
    dynamo: () => new DynamoDBClient(config),
    s3: () => new S3Client({ ...config, forcePathStyle }),
  };
}
