import { describe, expect, test } from 'vitest';
import { prunedFolders, tableSchema } from '#store/drivers/dynamo-schema';
import { at, configs, made, madeOf, stackOf, topologies, type Json } from './topologies.ts';

/** The names in the template of what must never be made anew. */
const stateful = {
  Key: 'ShoalwatchKey71858533',
  StateTable: 'ShoalwatchStateTable0F85808C',
  LedgerTable: 'ShoalwatchLedgerTableEF719EE0',
  WorkTable: 'ShoalwatchWorkTable862A1A39',
  Bucket: 'ShoalwatchBucket3953487B',
} as const;

describe.each(topologies)('%s', (topology) => {
  const it = made(topology);

  test('the bucket is closed, encrypted and versioned, and what is shared by runs never ends by age', () => {
    const [[id, bucket] = ['', undefined]] = it.of('AWS::S3::Bucket');
    expect(bucket?.Properties['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(at(bucket?.Properties, 'VersioningConfiguration', 'Status')).toBe('Enabled');
    expect(JSON.stringify(bucket?.Properties['BucketEncryption'])).toContain('aws:kms');
    const rules = at(bucket?.Properties, 'LifecycleConfiguration', 'Rules') as Json[];
    const ending = rules.filter(({ ExpirationInDays }) => ExpirationInDays !== undefined);
    expect(ending.map(({ Prefix, ExpirationInDays }) => [Prefix, ExpirationInDays])).toEqual([
      // Swept every hour: until the next sweep was judged, and a day more.
      ['sweeps/', 2],
      ['rereads/', 14],
    ]);
    // What was deleted can be brought back: of what runs wrote as long as the tables, of all else for the retention.
    const deleted = rules.flatMap(({ Prefix = '', NoncurrentVersionExpiration: ends }) =>
      ending.some((rule) => rule['Prefix'] === Prefix) || ends === undefined
        ? []
        : [[Prefix, at(ends as Json, 'NoncurrentDays')]],
    );
    const days = topology === 'scheduled' ? 90 : 400;
    expect(deleted).toEqual([...prunedFolders.map((prefix) => [`${prefix}/`, 35]), ['', days]]);
    const [, policy] = it.of('AWS::S3::BucketPolicy')[0] ?? [];
    expect(policy?.Properties['Bucket']).toEqual({ Ref: id });
    expect(JSON.stringify(policy?.Properties)).toContain('aws:SecureTransport');
  });

  test('nothing in the bucket is locked unless that is said', () => {
    const { ObjectLockEnabled: isOn, ObjectLockConfiguration: lock } = it.only('AWS::S3::Bucket');
    expect([isOn, lock]).toEqual([undefined, undefined]);
  });

  test('the key is turned over each year', () => {
    const keys = it.of('AWS::KMS::Key');
    expect(keys.map(([, { Properties }]) => Properties['EnableKeyRotation'])).toEqual([true]);
  });

  test('tables have the keys and the index of the store, and can be brought back', () => {
    const tables = it.of('AWS::DynamoDB::Table');
    expect(tables).toHaveLength(3);
    for (const [, { Properties }] of tables) {
      expect(Properties['KeySchema']).toEqual([
        { AttributeName: tableSchema.partitionKey, KeyType: 'HASH' },
        { AttributeName: tableSchema.sortKey, KeyType: 'RANGE' },
      ]);
      const { name, partitionKey, sortKey, projection } = tableSchema.index;
      expect(Properties['GlobalSecondaryIndexes']).toEqual([
        {
          IndexName: name,
          KeySchema: [
            { AttributeName: partitionKey, KeyType: 'HASH' },
            { AttributeName: sortKey, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: projection },
        },
      ]);
      expect(at(Properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled')).toBe(true);
      expect(Properties['DeletionProtectionEnabled']).toBe(true);
      expect(at(Properties, 'SSESpecification', 'SSEType')).toBe('KMS');
    }
    const ending = tables.filter(([, { Properties }]) => Properties['TimeToLiveSpecification'] !== undefined);
    expect(ending.map(([id, { Properties }]) => [id, Properties['TimeToLiveSpecification']])).toEqual([
      [stateful.WorkTable, { AttributeName: tableSchema.expiry, Enabled: true }],
    ]);
  });

  test('what holds state has the same name in every release, and outlives the stack', () => {
    for (const [name, id] of Object.entries(stateful)) {
      expect([name, it.resources[id]?.DeletionPolicy]).toEqual([name, 'Retain']);
    }
    const holding = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::KMS::Key'].flatMap((type) => it.of(type));
    expect(holding.map(([id]) => id).sort()).toEqual(Object.values(stateful).sort());
  });
});

test.each([
  ['governance', 'GOVERNANCE'],
  ['compliance', 'COMPLIANCE'],
] as const)('with objectLock each version is locked for its days: %s', (mode, Mode) => {
  const evidence = { objectLock: { mode, days: 400 } };
  for (const stack of [stackOf({ ...configs.single, evidence }), stackOf(configs.single, { evidence })]) {
    const it = madeOf(stack);
    const bucket = it.only('AWS::S3::Bucket');
    expect([bucket['ObjectLockEnabled'], at(bucket, 'VersioningConfiguration', 'Status')]).toEqual([true, 'Enabled']);
    expect(bucket['ObjectLockConfiguration']).toEqual({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Days: 400, Mode } },
    });
    // Whoever could end a lock early could alter what was found.
    expect(JSON.stringify(it.of('AWS::IAM::Role'))).not.toMatch(
      /s3:(?:\*|BypassGovernanceRetention|PutObjectRetention|PutBucketObjectLock)/,
    );
  }
});
