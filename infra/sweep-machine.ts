import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  DistributedMap,
  Fail,
  ItemBatcher,
  JsonPath,
  LogLevel,
  Parallel,
  Pass,
  S3JsonItemReader,
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
import type { Storage } from './storage.ts';

/** Targets that one child reads. */
const batch = 25;
/** Children at once: the rates of a cloud are of its own, and each child reads an account or subscription of its own. */
const abreast: Readonly<Record<CloudName, number>> = { aws: 40, azure: 20, gcp: 20 };
/** A plan deals out until nothing is left; this ends one that never does. */
export const mostRounds = 40;

export interface Sweeping {
  readonly sweeps: Readonly<Partial<Record<CloudName, LambdaFunction>>>;
  readonly evaluate: LambdaFunction;
  readonly storage: Storage;
}

const run = {
  execution: JsonPath.stringAt('$$.Execution.Name'),
  startedAt: JsonPath.stringAt('$$.Execution.StartTime'),
};

/**
 * The state machine of a sweep: each cloud by itself, then one judgement of what was read. A step that fails is left
 * behind: what it did not read is missing at the end, and the run says so.
 */
export function sweepMachineIn(scope: Construct, { sweeps, evaluate, storage }: Sweeping): StateMachine {
  const steps = new Construct(scope, 'Steps');
  const clouds = Object.entries(sweeps) as [CloudName, LambdaFunction][];
  const judged = (id: string, payload: object): IChainable => judgeIn(steps, id, evaluate, payload);
  const judge = judged('Evaluate', { do: 'sweep', run, clouds: clouds.map(([cloud]) => cloud) });
  const each = new Parallel(steps, 'Clouds', { resultPath: JsonPath.DISCARD });
  for (const [cloud, sweep] of clouds) each.branch(cloudBranch(steps, cloud, { sweep, storage }));
  each.addCatch(judge, { resultPath: JsonPath.DISCARD });
  const start = new Choice(steps, 'Mode')
    .when(
      Condition.and(Condition.isPresent('$.mode'), Condition.stringEquals('$.mode', 'evaluate')),
      judged('EvaluatePolicy', { do: 'policy', run, clouds: clouds.map(([cloud]) => cloud) }),
    )
    .otherwise(each.next(judge));

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
      storage,
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

function cloudBranch(
  scope: Construct,
  cloud: CloudName,
  { sweep, storage }: { readonly sweep: LambdaFunction; readonly storage: Storage },
): IChainable {
  const title = titleOf(cloud);
  const done = new Pass(scope, `${title}Done`);
  const gone = patient(
    new LambdaInvoke(scope, `Gone${title}`, {
      ...{ lambdaFunction: sweep, retryOnServiceExceptions: false, resultPath: JsonPath.DISCARD },
      payload: TaskInput.fromObject({ do: 'gone', run }),
      taskTimeout: withinExpress,
    }),
  );
  gone.addCatch(done, { resultPath: JsonPath.DISCARD });
  const plan = patient(
    new LambdaInvoke(scope, `Plan${title}`, {
      ...{ lambdaFunction: sweep, retryOnServiceExceptions: false },
      payload: TaskInput.fromObject({ do: 'plan', run, round: JsonPath.numberAt('$.next') }),
      resultSelector: {
        left: JsonPath.numberAt('$.Payload.left'),
        next: JsonPath.mathAdd(JsonPath.numberAt('$.Payload.round'), 1),
        bucket: JsonPath.stringAt('$.Payload.bucket'),
        key: JsonPath.stringAt('$.Payload.key'),
      },
      taskTimeout: withinExpress,
    }),
  );
  plan.addCatch(done, { resultPath: JsonPath.DISCARD });
  const collect = collectMap(scope, title, { cloud, sweep, storage });
  collect.addCatch(plan, { resultPath: JsonPath.DISCARD });
  const isOver = Condition.or(
    Condition.numberEquals('$.left', 0),
    Condition.numberGreaterThanEquals('$.next', mostRounds),
  );
  return new Pass(scope, title, { parameters: { next: 0 } })
    .next(plan)
    .next(new Choice(scope, `${title}Left`).when(isOver, gone.next(done)).otherwise(collect.next(plan)));
}

function collectMap(
  scope: Construct,
  title: string,
  { cloud, sweep, storage }: { readonly cloud: CloudName; readonly sweep: LambdaFunction; readonly storage: Storage },
): DistributedMap {
  const reader = new S3JsonItemReader({ bucket: storage.bucket, key: JsonPath.stringAt('$.key') });
  const map = new DistributedMap(scope, `Collect${title}`, {
    label: `Collect${title}`,
    mapExecutionType: StateMachineType.EXPRESS,
    itemReader: reader,
    itemBatcher: new ItemBatcher({
      maxItemsPerBatch: batch, // In here paths are told by the names of their fields alone.
      batchInput: { run: { 'execution.$': '$$.Execution.Name', 'startedAt.$': '$$.Execution.StartTime' } },
    }),
    maxConcurrency: abreast[cloud],
    toleratedFailurePercentage: 100,
    resultPath: JsonPath.DISCARD,
  });
  const read = new LambdaInvoke(scope, `Read${title}`, {
    ...{ lambdaFunction: sweep, retryOnServiceExceptions: false, ...nothingOut },
    payload: TaskInput.fromObject({
      do: 'collect',
      run: JsonPath.objectAt('$.BatchInput.run'),
      targets: JsonPath.objectAt('$.Items'),
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
