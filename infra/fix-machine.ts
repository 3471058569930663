import { Aws, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  Fail,
  JsonPath,
  LogLevel,
  Pass,
  StateMachine,
  StateMachineType,
  Succeed,
  TaskInput,
  Timeout,
  Wait,
  WaitTime,
  type IChainable,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { notWaited } from '#app/stack/fix-step';
import { titleOf, type CloudName } from './settings.ts';
import { statesRoleIn } from './states-role.ts';
import { patient } from './sweep-machine.ts';

export interface Fixing {
  readonly fixes: Readonly<Partial<Record<CloudName, LambdaFunction>>>;
  /** Marks what the machine gives up. */
  readonly tend: LambdaFunction;
}

/** The name of the machine, which is known before it is made. */
export const fixMachineName = (scope: Construct): string => `${Stack.of(scope).stackName}-fix`;

export const fixMachineArn = (scope: Construct): string =>
  `arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:stateMachine:${fixMachineName(scope)}`;

/**
 * The state machine of fixes: an execution is a plan that was approved, named after it. Each call of a function makes one
 * step and says when it wants to be called again; the waiting between is the machine's own. Where a step fails after all its
 * tries, what is known of the plan is marked and the execution fails: the plan stands where its last step left it.
 */
export function fixMachineIn(scope: Construct, { fixes, tend }: Fixing): StateMachine {
  const steps = new Construct(scope, 'FixSteps');
  const clouds = Object.entries(fixes) as [CloudName, LambdaFunction][];
  const left = leftIn(steps, tend);
  const done = new Succeed(steps, 'Done', { outputPath: '$.came' });
  const nobody = new Pass(steps, 'NobodyThere', {
    parameters: {
      Error: 'NoRemediator',
      Cause: 'nobody may change anything in this cloud: name a remediator in targets',
    },
    resultPath: '$.error',
  });
  nobody.next(left);
  const byCloud = new Choice(steps, 'WhichCloud');
  for (const [cloud, fix] of clouds) {
    byCloud.when(Condition.stringEquals('$.order.cloud', cloud), loopIn(steps, cloud, { fix, left, done }));
  }
  const start = new Pass(steps, 'Order', {
    parameters: { order: JsonPath.objectAt('$'), came: { waited: notWaited } },
  }).next(byCloud.otherwise(nobody));
  const logs = new LogGroup(scope, 'FixMachineLog', {
    logGroupName: `/aws/vendedlogs/states/${fixMachineName(scope)}`,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const machine = new StateMachine(scope, 'FixMachine', {
    stateMachineName: fixMachineName(scope),
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromChainable(start),
    role: statesRoleIn(scope, 'FixMachineRole', {
      ...{ description: 'Runs the fixes', functions: [...clouds.map(([, it]) => it), tend] },
    }).withoutPolicyUpdates(),
    timeout: Duration.hours(12),
    tracingEnabled: true,
    logs: { destination: logs, level: LogLevel.ERROR, includeExecutionData: false },
  });
  Validations.of(machine).acknowledge({
    id: 'AwsSolutions-SF1',
    reason:
      'Errors are logged. What a step did is in the ledger, and in the log of its function by the id of the plan.',
  });
  return machine;
}

interface Loop {
  readonly fix: LambdaFunction;
  readonly left: IChainable;
  readonly done: Succeed;
}

/** Calls the function of a cloud until nothing is left to do. */
function loopIn(scope: Construct, cloud: CloudName, { fix, left, done }: Loop): IChainable {
  const title = titleOf(cloud);
  const step = patient(
    new LambdaInvoke(scope, `Step${title}`, {
      ...{ lambdaFunction: fix, retryOnServiceExceptions: false, resultPath: '$.came' },
      payload: TaskInput.fromObject({
        order: JsonPath.objectAt('$.order'),
        waited: JsonPath.objectAt('$.came.waited'),
      }),
      resultSelector: {
        is: JsonPath.stringAt('$.Payload.is'),
        seconds: JsonPath.numberAt('$.Payload.seconds'),
        waited: JsonPath.objectAt('$.Payload.waited'),
        state: JsonPath.stringAt('$.Payload.state'),
        says: JsonPath.stringAt('$.Payload.says'),
      },
      taskTimeout: Timeout.duration(Duration.seconds(310)),
    }),
  );
  step.addCatch(left, { resultPath: '$.error' });
  const wait = new Wait(scope, `Wait${title}`, { time: WaitTime.secondsPath('$.came.seconds') });
  const isAgain = Condition.stringEquals('$.came.is', 'again');
  return step.next(
    new Choice(scope, `Came${title}`)
      .when(Condition.and(isAgain, Condition.numberGreaterThan('$.came.seconds', 0)), wait.next(step))
      .when(isAgain, step)
      .otherwise(done),
  );
}

function leftIn(scope: Construct, tend: LambdaFunction): IChainable {
  const failed = new Fail(scope, 'Failed', { errorPath: '$.error.Error', causePath: '$.error.Cause' });
  const left = patient(
    new LambdaInvoke(scope, 'Left', {
      ...{ lambdaFunction: tend, retryOnServiceExceptions: false, resultPath: JsonPath.DISCARD },
      payload: TaskInput.fromObject({
        do: 'left',
        plan: JsonPath.stringAt('$.order.plan'),
        error: JsonPath.stringAt('$.error.Error'),
        cause: JsonPath.stringAt('$.error.Cause'),
      }),
      taskTimeout: Timeout.duration(Duration.seconds(130)),
    }),
  );
  left.addCatch(failed, { resultPath: JsonPath.DISCARD });
  return left.next(failed);
}
