import { Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { functionIn, type Bundles } from './functions.ts';
import { readingStatements, roleIn, storeStatements } from './roles.ts';
import type { CloudName, Settings } from './settings.ts';
import type { Storage } from './storage.ts';

/** What every function is made with. */
export interface Ground {
  readonly bundles: Bundles;
  readonly settings: Settings;
  readonly storage: Storage;
}

/** The functions of a sweep, and the one that looks after them. */
export interface FleetFunctions {
  readonly sweeps: Readonly<Partial<Record<CloudName, LambdaFunction>>>;
  readonly evaluate: LambdaFunction;
  readonly watchdog: LambdaFunction;
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
  };
}

/** Who judges writes what was found: all three tables and the bucket. */
export const judging = { state: 'write', ledger: 'write', work: 'write', bucket: 'write' } as const;

/** The names of the store, as functions are told them. */
export const storeNames = ({ tables, bucket }: Storage) => ({
  STATE_TABLE: tables.state.tableName,
  LEDGER_TABLE: tables.ledger.tableName,
  BUCKET: bucket.bucketName,
});
