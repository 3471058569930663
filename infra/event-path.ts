import { Validations } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { EventSourceMapping, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { awsEventsIn } from './events.ts';
import { judging, storeNames, type Ground } from './fleet-functions.ts';
import { functionIn } from './functions.ts';
import { changeQueuesIn, type ChangeQueues } from './queues.ts';
import { readingStatements, roleIn, sendStatement, storeStatements, takeStatement } from './roles.ts';
import type { CloudName } from './settings.ts';
import { webhookIn } from './webhook.ts';

/** The way from a change in a cloud to what was found by it. */
export interface EventPath {
  readonly bus: EventBus;
  readonly api: HttpApi | undefined;
  readonly deadQueues: Readonly<Record<string, Queue>>;
  /** Queues in which nothing may lie for long. */
  readonly liveQueues: Readonly<Record<string, Queue>>;
}

export function eventPathIn(scope: Construct, ground: Ground & { readonly undelivered: Queue }): EventPath {
  const { settings, undelivered } = ground;
  const queues = changeQueuesIn(scope, settings.clouds);
  onChangeIn(scope, ground, queues);
  for (const cloud of settings.clouds) rereadIn(scope, ground, { cloud, queues });
  judgeIn(scope, ground, queues);
  return {
    bus: awsEventsIn(scope, { changes: queues.changes, dead: undelivered, members: settings.members }),
    api:
      settings.webhooks.length > 0
        ? webhookIn(scope, webhookFunctionIn(scope, ground, queues), settings.webhooks)
        : undefined,
    deadQueues: { Changes: queues.changesDead, Rereads: queues.rereadsDead },
    liveQueues: { Changes: queues.changes, Judge: queues.judge },
  };
}

/** Functions at once that take from a queue: what a store and a cloud take beside the sweeps. */
const abreast = 5;

function onChangeIn(scope: Construct, { bundles, storage }: Ground, queues: ChangeQueues): void {
  const { changes, changesDead, rereads, judge } = queues;
  const statements = [
    // It keeps changes and marks.
    ...storeStatements(storage, { state: 'write', ledger: 'read', work: 'write', bucket: 'read' }),
    takeStatement(changes),
    sendStatement('Order', [...Object.values(rereads), judge, changesDead]),
  ];
  const onChange = functionIn(scope, 'on-change', {
    bundles,
    environment: {
      ...storeNames(storage),
      WORK_TABLE: storage.tables.work.tableName,
      CHANGES_DEAD_QUEUE: changesDead.queueUrl,
      JUDGE_QUEUE: judge.queueUrl,
      ...rereadQueues(queues),
    },
    roleIn: (log) => roleIn(scope, 'on-change', { log, statements, bucket: storage.bucket }),
  });
  takeFrom(scope, 'OnChangeTakes', { queue: changes, by: onChange, batch: 10 });
}

function rereadIn(
  scope: Construct,
  { bundles, settings, storage }: Ground,
  { cloud, queues }: { readonly cloud: CloudName; readonly queues: ChangeQueues },
): void {
  const queue = queues.rereads[cloud];
  if (!queue) return;
  const name = `reread-${cloud}` as const;
  const statements = [
    // It keeps re-reads, their order and marks.
    ...storeStatements(storage, { state: 'read', ledger: 'read', work: 'write', bucket: 'write' }),
    ...readingStatements(cloud, settings),
    takeStatement(queue),
    sendStatement('Order', [queue, queues.judge]),
  ];
  const reread = functionIn(scope, name, {
    bundles,
    environment: {
      ...storeNames(storage),
      WORK_TABLE: storage.tables.work.tableName,
      [queueName(cloud)]: queue.queueUrl,
      JUDGE_QUEUE: queues.judge.queueUrl,
    },
    roleIn: (log) => roleIn(scope, name, { log, statements, bucket: storage.bucket }),
  });
  takeFrom(scope, `${cloud}-RereadTakes`, { queue, by: reread, batch: 1 });
}

function judgeIn(scope: Construct, { bundles, storage }: Ground, { judge }: ChangeQueues): void {
  const statements = [...storeStatements(storage, judging), takeStatement(judge), sendStatement('OrderAgain', [judge])];
  const made = functionIn(scope, 'judge', {
    bundles,
    environment: {
      ...storeNames(storage),
      WORK_TABLE: storage.tables.work.tableName,
      JUDGE_QUEUE: judge.queueUrl,
    },
    roleIn: (log) => roleIn(scope, 'judge', { log, statements, bucket: storage.bucket }),
  });
  // One at a time judges; this is as few as SQS calls.
  takeFrom(scope, 'JudgeTakes', { queue: judge, by: made, batch: 10, atOnce: 2 });
}

const webhookFunctionIn = (scope: Construct, { bundles }: Ground, { changes }: ChangeQueues): LambdaFunction =>
  functionIn(scope, 'webhook', {
    bundles,
    environment: { CHANGES_QUEUE: changes.queueUrl },
    roleIn: (log) => roleIn(scope, 'webhook', { log, statements: [sendStatement('Take', [changes])] }),
  });

function takeFrom(
  scope: Construct,
  id: string,
  {
    queue,
    by,
    batch,
    atOnce = abreast,
  }: {
    readonly queue: Queue;
    readonly by: LambdaFunction;
    readonly batch: number;
    readonly atOnce?: number;
  },
): void {
  const mapping = new EventSourceMapping(scope, id, {
    target: by,
    eventSourceArn: queue.queueArn,
    batchSize: batch,
    reportBatchItemFailures: true,
    maxConcurrency: atOnce,
  });
  Validations.of(mapping).acknowledge({
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'A queue takes a failed message back, and hands it to its dead-letter queue in the end.',
  });
}

const queueName = (cloud: CloudName) => `REREAD_${cloud.toUpperCase()}_QUEUE`;

/** A cloud that is not read holds nothing that a change could touch: nobody sends to its queue. */
const rereadQueues = ({ rereads }: ChangeQueues): Record<string, string> =>
  Object.fromEntries(
    (['aws', 'azure', 'gcp'] as const).map((cloud) => [queueName(cloud), rereads[cloud]?.queueUrl ?? 'not-read']),
  );
