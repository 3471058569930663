/** The three tables by lifetime and rights. */
export type TableRole = 'state' | 'ledger' | 'work';

/** The keys and the one index of every table, and what the template has to say besides. */
export const tableSchema = {
  partitionKey: 'partition',
  sortKey: 'sort',
  /** Sparse: only items with a `due` stand in it, by their keys alone; the item itself is read from the table. */
  index: { name: 'due', partitionKey: 'shard', sortKey: 'due', projection: 'KEYS_ONLY' },
  /** Seconds since 1970; only the table `work` has items that carry it, and only there is it turned on. */
  expiry: 'expires',
} as const;

/** What a user of the store needs on a table, its index and the bucket: operations of the IAM actions' names. */
export const storePermissions = {
  state: {
    write: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    read: ['dynamodb:GetItem', 'dynamodb:Query'],
  },
  ledger: { write: ['dynamodb:PutItem'], read: ['dynamodb:Query'] },
  work: {
    write: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    read: ['dynamodb:GetItem', 'dynamodb:Query'],
  },
  /** Without the right to list a bucket S3 answers 403 for what is not there, which cannot be told from a refusal. */
  bucket: {
    write: ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 'kms:GenerateDataKey', 'kms:Decrypt'],
    read: ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt'],
    prune: ['s3:DeleteObject'],
    report: ['s3:PutObject', 'kms:GenerateDataKey'],
  },
} as const satisfies Record<
  TableRole | 'bucket',
  {
    readonly write: readonly string[];
    readonly read: readonly string[];
    readonly prune?: readonly string[];
    readonly report?: readonly string[];
  }
>;

/**
 * Folders of the bucket that hold what runs wrote, and imported bills: what is in them goes when nobody keeps it any more, the
 * parts of others last.
 */
export const prunedFolders = [
  'runs',
  'watchdog',
  'marks',
  'state',
  'snapshots',
  'components',
  'bills',
  'chunks',
] as const;

/** The folder of the bucket that holds reports for people; nothing of the store is in it. */
export const reportsFolder = 'reports';

/** What the layout of the tables and the bucket is called. The stack says it as its output `StoreSchema`. */
export const storeSchema = '1';
