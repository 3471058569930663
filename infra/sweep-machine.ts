import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  DistributedMap,
  Fail,
  JsonPath,
  LogLevel,
  Parallel,
  Pass,
  StateMachine,
  StateMachineType,
  TaskInput,
  Timeout,
  type IChainable,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { machineRoleIn } from './machine-role.ts';
import { acknowledge, logicalIdOf } from './nag.ts';
import { titleOf, type CloudName } from './settings.ts';

/** Children at once: the rates of a cloud are of its own, and each child reads an account or subscription of its own. */
const abreast: Readonly<Record<CloudName, number>> = { aws: 40, azure: 20, gcp: 20 };
/** A plan deals out until nothing is left; this ends one that never does. */
export const mostRounds = 40;

export interface Sweeping {
  readonly sweeps: Readonly<Partial<Record<CloudName, LambdaFunction>>>;
  readonly evaluate: LambdaFunction;
}

const run = {
  execution: JsonPath.stringAt('$$.Execution.Name'),
  startedAt: JsonPath.stringAt('$$.Execution.StartTime'),
  input: JsonPath.objectAt('$$.Execution.Input'),
};

/**
 * The state machine of a sweep: each cloud by itself, then one judgement of what was read. A step that fails is left
 * behind: what it did not read is missing at the end, and the run says so.
 */
export function sweepMachineIn(scope: Construct, { sweeps, evaluate }: Sweeping): StateMachine {
  const steps = new Construct(scope, 'Steps');
  const clouds = Object.entries(sweeps) as [CloudName, LambdaFunction][];
  const judged = (id: string, payload: object): IChainable => judgeIn(steps, id, evaluate, payload);
  const judge = judged('Evaluate', { do: 'sweep', run, clouds: clouds.map(([cloud]) => cloud) });
  const start = new Choice(steps, 'Mode')
    .when(
      Condition.and(Condition.isPresent('$.mode'), Condition.stringEquals('$.mode', 'evaluate')),
      judged('EvaluatePolicy', { do: 'policy', run, clouds: clouds.map(([cloud]) => cloud) }),
    )
    .otherwise(cloudsIn(steps, clouds, judge));

  const logs = new LogGroup(scope, 'MachineLog', {
    logGroupName: `/aws/vendedlogs/states/${Stack.of(scope).stackName}-sweep`,
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const name = `${Stack.of(scope).stackName}-sweep`;
  const machine = new StateMachine(scope, 'Machine', {
    stateMachineName: name,
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromChainable(start),
    role: machineRoleIn(scope, {
      name,
      functions: [...clouds.map(([, it]) => it), evaluate],
    }).withoutPolicyUpdates(),
    timeout: Duration.hours(12),
    tracingEnabled: true,
    logs: { destination: logs, level: LogLevel.ERROR, includeExecutionData: false },
  });
  acknowledgeChildren(
    machine,
    clouds.map(([cloud]) => `Collect${titleOf(cloud)}`),
  );
  Validations.of(machine).acknowledge({
    id: 'AwsSolutions-SF1',
    reason:
      'Errors are logged. What a step did is in the files of the sweep and in the log of its function, both by the id of the run.',
  });
  return machine;
}

/** Clouds side by side; one cloud needs no side, and each state that is entered is paid for. */
function cloudsIn(
  scope: Construct,
  clouds: readonly (readonly [CloudName, LambdaFunction])[],
  then: IChainable,
): IChainable {
  const [only, ...others] = clouds;
  if (only && others.length === 0) return cloudIn(scope, only, then);
  const each = new Parallel(scope, 'Clouds', { resultPath: JsonPath.DISCARD });
  for (const cloud of clouds) each.branch(cloudIn(scope, cloud, new Pass(scope, `${titleOf(cloud[0])}Done`)));
  each.addCatch(then, { resultPath: JsonPath.DISCARD });
  return each.next(then);
}

/** A plan leads as far as one call can, what it leaves is read by the children of a map, and another plan goes on. */
function cloudIn(scope: Construct, [cloud, sweep]: readonly [CloudName, LambdaFunction], done: IChainable): IChainable {
  const title = titleOf(cloud);
  const plan = patient(
    new LambdaInvoke(scope, `Plan${title}`, {
      ...{ lambdaFunction: sweep, retryOnServiceExceptions: false },
      payload: TaskInput.fromObject({ do: 'plan', run, at: JsonPath.entirePayload }),
      resultSelector: {
        then: JsonPath.stringAt('$.Payload.then'),
        next: JsonPath.numberAt('$.Payload.next'),
        round: JsonPath.numberAt('$.Payload.round'),
        batches: JsonPath.objectAt('$.Payload.batches'),
      },
      taskTimeout: withinExpress,
    }),
  );
  plan.addCatch(done, { resultPath: JsonPath.DISCARD });
  const collect = collectMap(scope, cloud, sweep);
  collect.addCatch(plan, { resultPath: JsonPath.DISCARD });
  const isOver = Condition.or(
    Condition.stringEquals('$.then', 'end'),
    Condition.numberGreaterThanEquals('$.next', mostRounds),
  );
  return plan.next(
    new Choice(scope, `${title}Then`)
      .when(isOver, done)
      .when(Condition.stringEquals('$.then', 'again'), plan)
      .otherwise(collect.next(plan)),
  );
}

function collectMap(scope: Construct, cloud: CloudName, sweep: LambdaFunction): DistributedMap {
  const title = titleOf(cloud);
  const map = new DistributedMap(scope, `Collect${title}`, {
    label: `Collect${title}`,
    mapExecutionType: StateMachineType.EXPRESS,
    itemsPath: JsonPath.stringAt('$.batches'),
    itemSelector: { run, round: JsonPath.numberAt('$.round'), batch: JsonPath.numberAt('$$.Map.Item.Value') },
    maxConcurrency: abreast[cloud],
    toleratedFailurePercentage: 100,
    resultPath: JsonPath.DISCARD,
  });
  const read = new LambdaInvoke(scope, `Read${title}`, {
    ...{ lambdaFunction: sweep, retryOnServiceExceptions: false, ...nothingOut },
    payload: TaskInput.fromObject({
      do: 'collect',
      run: JsonPath.objectAt('$.run'),
      round: JsonPath.numberAt('$.round'),
      batch: JsonPath.numberAt('$.batch'),
    }),
    taskTimeout: withinExpress,
  });
  // Whoever is turned away at the door has done nothing yet; another try of a child that worked would outlast it.
  read.addRetry({
    errors: throttles,
    interval: Duration.seconds(2),
    maxAttempts: 3,
    backoffRate: 2,
    maxDelay: Duration.seconds(8),
  });
  const unread = new Pass(scope, `${title}Unread`, { outputPath: JsonPath.DISCARD });
  read.addCatch(unread, { resultPath: JsonPath.DISCARD });
  map.itemProcessor(read);
  return map;
}

function judgeIn(scope: Construct, id: string, evaluate: LambdaFunction, payload: object): IChainable {
  const judge = patient(
    new LambdaInvoke(scope, id, {
      ...{ lambdaFunction: evaluate, retryOnServiceExceptions: false },
      payload: TaskInput.fromObject({ ...payload }),
      resultSelector: { result: JsonPath.objectAt('$.Payload') },
      taskTimeout: Timeout.duration(Duration.minutes(16)),
    }),
  );
  return judge.addCatch(new Fail(scope, `${id}Failed`, { errorPath: '$.Error', causePath: '$.Cause' }));
}

/**
 * The outputs of all children together may have 256 KiB: more is an error that `States.ALL` does not catch.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
const nothingOut = { resultPath: JsonPath.DISCARD, outputPath: JsonPath.DISCARD };

/** A child of the map is an express workflow, which lasts five minutes at most. */
const withinExpress = Timeout.duration(Duration.seconds(290));

const throttles = ['Lambda.TooManyRequestsException'];
const services = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
];

/** Every step may be done again: waits for its turn for half an hour, and tries again what died. */
export function patient(task: LambdaInvoke): LambdaInvoke {
  task.addRetry({
    errors: throttles,
    interval: Duration.seconds(5),
    maxAttempts: 30,
    backoffRate: 1.5,
    maxDelay: Duration.seconds(60),
  });
  task.addRetry({ errors: services, interval: Duration.seconds(2), maxAttempts: 6, backoffRate: 2 });
  task.addRetry({ errors: ['States.ALL'], interval: Duration.seconds(10), maxAttempts: 2, backoffRate: 2 });
  return task;
}

/** The CDK makes a policy of its own for the children, which the role does not take; cdk-nag looks at it all the same. */
function acknowledgeChildren(machine: StateMachine, labels: readonly string[]): void {
  const name = '{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"' + logicalIdOf(machine) + '"}]}]}';
  const arn = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}`;
  const reason = 'The children of a map are executions that are named as they come.';
  acknowledge(machine, [`${arn}:*`, ...labels.map((label) => `${arn}/${label}:*`)], reason);
}
