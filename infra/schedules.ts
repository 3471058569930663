import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke, StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { metricsEveryMinutes } from '#app/watchdog/metrics';

/** What runs by the clock: sweeps, and what looks after them. */
export function schedulesIn(
  scope: Construct,
  {
    machine,
    watchdog,
    undelivered,
    intervalMinutes,
  }: {
    readonly machine: StateMachine;
    readonly watchdog: LambdaFunction;
    readonly undelivered: Queue;
    readonly intervalMinutes: number;
  },
): void {
  const role = new Role(scope, 'ScheduleRole', {
    description: 'Starts sweeps and the watchdog',
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: {
      own: new PolicyDocument({
        minimize: false,
        statements: [
          new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
          new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [watchdog.functionArn] }),
          new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [undelivered.queueArn] }),
        ],
      }),
    },
  });
  const target = { role: role.withoutPolicyUpdates(), deadLetterQueue: undelivered, retryAttempts: 2 };
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
}
