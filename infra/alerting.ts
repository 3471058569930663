import { Duration } from 'aws-cdk-lib';
import { Rule, type EventBus } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaFunctionTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, StartingPosition, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { newsPlace } from '#store/telling/news';
import { remediationsPlace } from '#store/fixes/remediations';
import { findingsBusIn } from './bus.ts';
import { storeNames, type Ground } from './fleet-functions.ts';
import { functionIn } from './functions.ts';
import { scheduleRoleIn } from './schedule-role.ts';
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
    machine,
  }: {
    readonly ground: Ground;
    readonly cards: Queue | undefined;
    readonly undelivered: Queue;
    /** The sweeps, whose failures are told where there is Slack. */
    readonly machine: StateMachine;
  },
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
    // News and plans alone, as long as they have to be dealt with: what else moves in the table calls nobody.
    filters: [newsPlace, remediationsPlace].map((place) => ({ pattern: JSON.stringify(dueIn(place)) })),
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 5,
    maxRecordAge: Duration.hours(1),
    onFailure: new SqsDlq(dead),
  });
  everyMinute(scope, alert, undelivered);
  if (cards) sweepsIn(scope, alert, machine, undelivered);
  return { bus, deadQueues: { News: dead } };
}

/** Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html */
const dueIn = (place: string) => ({
  dynamodb: { Keys: { partition: { S: [place] } }, NewImage: { due: { S: [{ exists: true }] } } },
});

/** How the sweeps end: one that fails is told of, and the first that succeeds after it. */
function sweepsIn(scope: Construct, alert: LambdaFunction, machine: StateMachine, undelivered: Queue): void {
  new Rule(scope, 'SweepEnded', {
    description: 'Tells how sweeps end',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: {
        stateMachineArn: [machine.stateMachineArn],
        status: ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'],
      },
    },
    targets: [
      new LambdaFunctionTarget(alert, {
        deadLetterQueue: undelivered,
        maxEventAge: Duration.hours(1),
        retryAttempts: 5,
      }),
    ],
  });
}

function everyMinute(scope: Construct, alert: LambdaFunction, undelivered: Queue): void {
  const does = 'Starts the sweep of what people have to be told';
  const role = scheduleRoleIn(scope, 'AlertScheduleRole', does, [
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [alert.functionArn] }),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [undelivered.queueArn] }),
  ]);
  new Schedule(scope, 'Tell', {
    description: does,
    schedule: ScheduleExpression.rate(Duration.minutes(1)),
    target: new LambdaInvoke(alert, {
      ...{ role, deadLetterQueue: undelivered, retryAttempts: 0 },
      // The next one is a minute away.
      maxEventAge: Duration.minutes(1),
    }),
  });
}
