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
}

export function eventPathIn(scope: Construct, ground: Ground & { readonly undelivered: Queue }): EventPath {
  const { settings, undelivered } = ground;
  const queues = changeQueuesIn(scope, settings.clouds);
  onChangeIn(scope, ground, queues);
  for (const cloud of settings.clouds) rereadIn(scope, ground, { cloud, queues });
  return {
    bus: awsEventsIn(scope, { changes: queues.changes, dead: undelivered, members: settings.members }),
    api:
      settings.webhooks.length > 0
        ? webhookIn(scope, webhookFunctionIn(scope, ground, queues), settings.webhooks)
        : undefined,
    deadQueues: { Changes: queues.changesDead, Rereads: queues.rereadsDead },
  };
}

/** Functions at once that take from a queue: what a store and a cloud take beside the sweeps. */
const abreast = 5;

function onChangeIn(scope: Construct, { bundles, storage }: Ground, queues: ChangeQueues): void {
  const { changes, changesDead, rereads } = queues;
  const statements = [
    ...storeStatements(storage, judging),
    takeStatement(changes),
    sendStatement('Order', [...Object.values(rereads), changesDead]),
  ];
  const onChange = functionIn(scope, 'on-change', {
    bundles,
    environment: {
      ...storeNames(storage),
      WORK_TABLE: storage.tables.work.tableName,
      CHANGES_DEAD_QUEUE: changesDead.queueUrl,
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
    ...storeStatements(storage, judging),
    ...readingStatements(cloud, settings),
    takeStatement(queue),
    sendStatement('LookAgain', [queue]),
  ];
  const reread = functionIn(scope, name, {
    bundles,
    environment: {
      ...storeNames(storage),
      WORK_TABLE: storage.tables.work.tableName,
      [queueName(cloud)]: queue.queueUrl,
    },
    roleIn: (log) => roleIn(scope, name, { log, statements, bucket: storage.bucket }),
  });
  takeFrom(scope, `${cloud}-RereadTakes`, { queue, by: reread, batch: 1 });
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
  { queue, by, batch }: { readonly queue: Queue; readonly by: LambdaFunction; readonly batch: number },
): void {
  const mapping = new EventSourceMapping(scope, id, {
    target: by,
    eventSourceArn: queue.queueArn,
    batchSize: batch,
    reportBatchItemFailures: true,
    maxConcurrency: abreast,
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
