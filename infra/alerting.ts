import { Aws, Duration } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, StartingPosition, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { newsPlace } from '#store/news';
import { findingsBusIn } from './bus.ts';
import { storeNames, type Ground } from './fleet-functions.ts';
import { functionIn } from './functions.ts';
import { deadQueueIn } from './queues.ts';
import { roleIn, sendStatement, storeStatements } from './roles.ts';

/** The way from what moved to who has to be told of it. */
export interface Alerting {
  readonly bus: EventBus;
  readonly deadQueues: Readonly<Record<string, Queue>>;
}

/** Where Slack is not told, there is no queue of its channels. */
export const notTold = 'not-told';

/**
 * Deals with news of findings: by the stream of the state table at once, and by the clock every minute for what has its
 * own time and what the stream missed. It exists without Slack too, for the bus.
 */
export function alertingIn(
  scope: Construct,
  {
    ground: { bundles, storage },
    cards,
    undelivered,
  }: { readonly ground: Ground; readonly cards: Queue | undefined; readonly undelivered: Queue },
): Alerting {
  const bus = findingsBusIn(scope);
  const dead = deadQueueIn(scope, 'NewsDead');
  const { state } = storage.tables;
  const statements = [
    ...storeStatements(storage, { state: 'write', ledger: 'read', bucket: 'read' }),
    new PolicyStatement({
      ...{ sid: 'Stream', resources: [state.tableStreamArn ?? ''] },
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    }),
    // It takes no resource.
    new PolicyStatement({ sid: 'Streams', actions: ['dynamodb:ListStreams'], resources: ['*'] }),
    new PolicyStatement({ sid: 'Tell', actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
    sendStatement('Order', [dead, ...(cards ? [cards] : [])]),
  ];
  const alert = functionIn(scope, 'alert', {
    bundles,
    environment: {
      ...storeNames(storage),
      FINDINGS_BUS: bus.eventBusName,
      CARDS_QUEUE: cards?.queueUrl ?? notTold,
    },
    roleIn: (log) => roleIn(scope, 'alert', { log, statements, bucket: storage.bucket }),
  });
  new EventSourceMapping(scope, 'AlertTakes', {
    target: alert,
    eventSourceArn: state.tableStreamArn ?? '',
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 10,
    // News alone, as long as it has to be dealt with: what else moves in the table calls nobody.
    filters: [{ pattern: JSON.stringify(newsThatIsDue) }],
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 5,
    maxRecordAge: Duration.hours(1),
    onFailure: new SqsDlq(dead),
  });
  everyMinute(scope, alert, undelivered);
  return { bus, deadQueues: { News: dead } };
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html */
const newsThatIsDue = {
  dynamodb: { Keys: { partition: { S: [newsPlace] } }, NewImage: { due: { S: [{ exists: true }] } } },
};

function everyMinute(scope: Construct, alert: LambdaFunction, undelivered: Queue): void {
  const role = new Role(scope, 'AlertScheduleRole', {
    description: 'Starts the sweep of what people have to be told',
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: {
      own: new PolicyDocument({
        minimize: false,
        statements: [
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [alert.functionArn] }),
          new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [undelivered.queueArn] }),
        ],
      }),
    },
  });
  new Schedule(scope, 'Tell', {
    description: 'Starts the sweep of what people have to be told',
    schedule: ScheduleExpression.rate(Duration.minutes(1)),
    target: new LambdaInvoke(alert, {
      ...{ role: role.withoutPolicyUpdates(), deadLetterQueue: undelivered, retryAttempts: 0 },
      // The next one is a minute away.
      maxEventAge: Duration.minutes(1),
    }),
  });
}
