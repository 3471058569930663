import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke, StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { daysBetweenPrunings } from '#app/config/deployment';
import { metricsEveryMinutes } from '#app/watchdog/metrics';
import { scheduleRoleIn } from './schedule-role.ts';

/** What runs by the clock: sweeps, and what looks after them. */
export function schedulesIn(
  scope: Construct,
  {
    machine,
    watchdog,
    prune,
    undelivered,
    intervalMinutes,
  }: {
    readonly machine: StateMachine;
    readonly watchdog: LambdaFunction;
    readonly prune: LambdaFunction;
    readonly undelivered: Queue;
    readonly intervalMinutes: number;
  },
): void {
  const role = scheduleRoleIn(scope, 'ScheduleRole', 'Starts sweeps, the watchdog, and who lets go of files', [
    new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [watchdog.functionArn, prune.functionArn] }),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [undelivered.queueArn] }),
  ]);
  const target = { role, deadLetterQueue: undelivered, retryAttempts: 2 };
  new Schedule(scope, 'Sweeps', {
    description: 'Starts the sweeps of Shoalwatch',
    schedule: ScheduleExpression.rate(Duration.minutes(intervalMinutes)),
    target: new StepFunctionsStartExecution(machine, { ...target, maxEventAge: Duration.minutes(15) }),
  });
  new Schedule(scope, 'Watch', {
    description: 'Starts the watchdog of Shoalwatch',
    schedule: ScheduleExpression.rate(Duration.minutes(metricsEveryMinutes)),
    target: new LambdaInvoke(watchdog, { ...target, maxEventAge: Duration.minutes(metricsEveryMinutes) }),
  });
  new Schedule(scope, 'Pruning', {
    description: 'Lets go of what Shoalwatch keeps no longer',
    schedule: ScheduleExpression.rate(Duration.days(daysBetweenPrunings)),
    target: new LambdaInvoke(prune, { ...target, maxEventAge: Duration.days(1) }),
  });
}
