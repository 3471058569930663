import { Stack } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { prunedFolders } from '#store/drivers/dynamo-schema';
import { functionIn, type Bundles } from './functions.ts';
import { acknowledge, arnText } from './nag.ts';
import { pruningStatement, readingStatements, roleIn, storeStatements } from './roles.ts';
import type { CloudName, Settings } from './settings.ts';
import type { Storage } from './storage.ts';

/** What every function is made with. */
export interface Ground {
  readonly bundles: Bundles;
  readonly settings: Settings;
  readonly storage: Storage;
}

/** The functions of a sweep, the one that looks after them, and the one that lets go of what nobody keeps any more. */
export interface FleetFunctions {
  readonly sweeps: Readonly<Partial<Record<CloudName, LambdaFunction>>>;
  readonly evaluate: LambdaFunction;
  readonly watchdog: LambdaFunction;
  readonly prune: LambdaFunction;
}

export function fleetFunctionsIn(scope: Construct, { bundles, settings, storage }: Ground): FleetFunctions {
  const store = storeNames(storage);
  const sweeps = settings.clouds.map((cloud) => {
    const statements = [
      ...storeStatements(storage, { state: 'read', ledger: 'read', bucket: 'write' }),
      ...readingStatements(cloud, settings),
    ];
    const name = `sweep-${cloud}` as const;
    const made = functionIn(scope, name, {
      bundles,
      environment: store,
      roleIn: (log) => roleIn(scope, name, { log, statements, bucket: storage.bucket }),
    });
    return [cloud, made] as const;
  });
  return {
    sweeps: Object.fromEntries(sweeps),
    evaluate: functionIn(scope, 'evaluate', {
      bundles,
      environment: { ...store, WORK_TABLE: storage.tables.work.tableName },
      roleIn: (log) =>
        roleIn(scope, 'evaluate', { log, statements: storeStatements(storage, judging), bucket: storage.bucket }),
    }),
    watchdog: functionIn(scope, 'watchdog', {
      bundles,
      environment: { ...store, STACK_NAME: Stack.of(scope).stackName },
      roleIn: (log) =>
        roleIn(scope, 'watchdog', {
          log,
          bucket: storage.bucket,
          // It keeps a roster of each sweep.
          statements: storeStatements(storage, { state: 'read', ledger: 'read', bucket: 'write' }),
        }),
    }),
    prune: functionIn(scope, 'prune', {
      bundles,
      environment: { ...store, WORK_TABLE: storage.tables.work.tableName },
      roleIn: (log) => pruningRoleIn(scope, storage, log),
    }),
  };
}

/** Whoever lets go of files reads what names them, keeps what it found out, and takes the lease of who judges meanwhile. */
function pruningRoleIn(scope: Construct, storage: Storage, log: LogGroup): Role {
  const { bucket } = storage;
  const own = storeStatements(storage, { state: 'read', ledger: 'read', work: 'write', bucket: 'write' });
  const role = roleIn(scope, 'prune', { log, statements: [...own, pruningStatement(storage)], bucket });
  const folders = prunedFolders.map((it) => `${arnText(bucket)}/${it}/*`);
  acknowledge(role, folders, 'What runs wrote is named by what it holds.');
  return role;
}

/** Who judges writes what was found: all three tables and the bucket. */
export const judging = { state: 'write', ledger: 'write', work: 'write', bucket: 'write' } as const;

/** The names of the store, as functions are told them. */
export const storeNames = ({ tables, bucket }: Storage) => ({
  STATE_TABLE: tables.state.tableName,
  LEDGER_TABLE: tables.ledger.tableName,
  BUCKET: bucket.bucketName,
});
