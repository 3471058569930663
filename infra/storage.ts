import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Config } from '#app/config/schema';
import { daysOfReadings } from '#app/sweep/kept';
import { prunedFolders, tableSchema, type TableRole } from '#store/drivers/dynamo-schema';

/** What a stack remembers with. */
export interface Storage {
  readonly key: Key;
  readonly tables: Readonly<Record<TableRole, Table>>;
  readonly bucket: Bucket;
}

/** Days after which nobody reads the files of a re-read any more. */
const daysOfRereads = 14;

/**
 * Days for which a table can be brought back, and a file that was deleted.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
 */
const daysOfRecovery = 35;

type ObjectLock = NonNullable<Config['evidence']>['objectLock'];

interface Keeping {
  readonly removalPolicy: RemovalPolicy;
  readonly retentionDays: number;
  readonly objectLock: ObjectLock;
  /** From one sweep to the next. */
  readonly intervalMinutes: number;
}

/** One key, three tables by lifetime and rights, one bucket. */
export function storageIn(scope: Construct, keeping: Keeping): Storage {
  const { removalPolicy } = keeping;
  const key = new Key(scope, 'Key', {
    description: 'Encrypts what Shoalwatch remembers',
    enableKeyRotation: true,
    removalPolicy,
  });
  const table = (role: TableRole, id: string): Table =>
    tableIn(scope, id, { key, removalPolicy, expires: role === 'work', wakes: role === 'state' });
  return {
    key,
    tables: {
      state: table('state', 'StateTable'),
      ledger: table('ledger', 'LedgerTable'),
      work: table('work', 'WorkTable'),
    },
    bucket: bucketIn(scope, { key, ...keeping }),
  };
}

interface TableTraits {
  readonly key: Key;
  readonly removalPolicy: RemovalPolicy;
  /** Whether items of it end by themselves. */
  readonly expires: boolean;
  /** Whether what moves in it calls a function. */
  readonly wakes: boolean;
}

function tableIn(scope: Construct, id: string, { key, removalPolicy, expires, wakes }: TableTraits): Table {
  const table = new Table(scope, id, {
    partitionKey: text(tableSchema.partitionKey),
    sortKey: text(tableSchema.sortKey),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
    removalPolicy,
    ...(expires && { timeToLiveAttribute: tableSchema.expiry }),
    // By the new image it is told what is due: who is called reads the rest anew.
    ...(wakes && { stream: StreamViewType.NEW_IMAGE }),
  });
  const { name, partitionKey, sortKey } = tableSchema.index;
  table.addGlobalSecondaryIndex({
    indexName: name,
    partitionKey: text(partitionKey),
    sortKey: text(sortKey),
    projectionType: ProjectionType.KEYS_ONLY,
  });
  return table;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

function bucketIn(
  scope: Construct,
  { key, removalPolicy, retentionDays, objectLock, intervalMinutes }: Keeping & Pick<TableTraits, 'key'>,
): Bucket {
  const ended = (prefix: string, days: number) => ({
    id: `${prefix}-ends`,
    prefix: `${prefix}/`,
    expiration: Duration.days(days),
    noncurrentVersionExpiration: Duration.days(1),
  });
  const bucket = new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    ...(objectLock && { objectLockEnabled: true, objectLockDefaultRetention: lockOf(objectLock) }),
    removalPolicy,
    lifecycleRules: [
      ended('sweeps', daysOfReadings(intervalMinutes)),
      ended('rereads', daysOfRereads),
      // Bodies are named by what they hold and lasting ones are shared by many runs: their age says nothing of their use. What
      // nobody keeps any more is deleted by the function that looks who names it, and can be brought back like the tables: of two
      // rules the shorter one counts. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
      ...prunedFolders.map((prefix) => ({
        id: `${prefix}-deleted-ends`,
        prefix: `${prefix}/`,
        noncurrentVersionExpiration: Duration.days(daysOfRecovery),
      })),
      {
        id: 'replaced-ends',
        noncurrentVersionExpiration: Duration.days(retentionDays),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
      { id: 'markers-end', expiredObjectDeleteMarker: true },
    ],
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Only the functions of this stack use the bucket; who read it is a data event of CloudTrail, where wanted.',
  });
  return bucket;
}

/** Every version of a file is locked from when it is written, so that no caller has to ask for it. */
const lockOf = ({ mode, days }: NonNullable<ObjectLock>): ObjectLockRetention =>
  ObjectLockRetention[mode](Duration.days(days));
