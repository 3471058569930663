import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { storeNames, type Ground } from './fleet-functions.ts';
import { fixMachineArn, fixMachineIn, fixMachineName } from './fix-machine.ts';
import { functionIn } from './functions.ts';
import { acknowledge } from './nag.ts';
import { remediatorArn, remediatorRoleIn } from './remediator-role.ts';
import { readingStatements, remediatingStatements, roleIn, storeStatements } from './roles.ts';
import { scheduleRoleIn } from './schedule-role.ts';
import type { CloudName } from './settings.ts';
import type { KnownSecret } from './slack-secrets.ts';

/** Where there is no Slack, its functions are told this instead of a secret. */
const noSlack = 'no-slack';

/** Where somebody changes something in no cloud yet, its functions are told this: what they are told is never empty. */
const noCloud = 'no-cloud';

/** What fixes stand on. */
export interface RemediationGround {
  readonly ground: Ground;
  /** By which people of Slack are looked up. */
  readonly botToken: KnownSecret | undefined;
  readonly undelivered: Queue;
}

/** What changes something: one function for each cloud, the machine that calls them, and what looks after it. */
export function remediationIn(scope: Construct, given: RemediationGround): StateMachine {
  const { ground, undelivered } = given;
  const clouds = ground.settings.fixClouds;
  const fixes: Partial<Record<CloudName, LambdaFunction>> = {};
  for (const cloud of clouds) fixes[cloud] = fixIn(scope, cloud, given);
  const tend = tendIn(scope, given);
  everyMinute(scope, tend, undelivered);
  return fixMachineIn(scope, { fixes, tend });
}

const fixing = { state: 'write', ledger: 'write', bucket: 'read' } as const;

function told(scope: Construct, { ground: { storage }, botToken }: RemediationGround) {
  return {
    ...storeNames(storage),
    SLACK_TOKEN_SECRET: botToken?.arn ?? noSlack,
    REMEDIATOR_ROLE: remediatorArn(scope),
  };
}

function fixIn(scope: Construct, cloud: CloudName, given: RemediationGround): LambdaFunction {
  const { ground, botToken } = given;
  const { bundles, settings, storage } = ground;
  const name = `fix-${cloud}` as const;
  const statements = [
    ...storeStatements(storage, fixing),
    ...(botToken?.reading('BotToken') ?? []),
    ...readingStatements(cloud, settings),
    ...(cloud === 'aws' ? remediatingStatements(settings, remediatorArn(scope)) : []),
  ];
  let role: Role | undefined;
  const made = functionIn(scope, name, {
    bundles,
    environment: told(scope, given),
    roleIn: (log) => (role = roleIn(scope, name, { log, statements, bucket: storage.bucket })),
  });
  if (cloud === 'aws' && role && settings.readsOwnAccount) remediatorRoleIn(scope, role);
  return made;
}

function tendIn(scope: Construct, given: RemediationGround): LambdaFunction {
  const { ground, botToken } = given;
  const { bundles, settings, storage } = ground;
  const role = (log: Parameters<Parameters<typeof functionIn>[2]['roleIn']>[0]): Role => {
    const made = roleIn(scope, 'fix-tend', {
      log,
      bucket: storage.bucket,
      statements: [
        ...storeStatements(storage, fixing),
        ...(botToken?.reading('BotToken') ?? []),
        ...drivingStatements(scope),
      ],
    });
    acknowledgeDriving(scope, made);
    return made;
  };
  return functionIn(scope, 'fix-tend', {
    bundles,
    environment: {
      ...told(scope, given),
      FIX_MACHINE: fixMachineArn(scope),
      FIX_CLOUDS: settings.fixClouds.join(',') || noCloud,
      STACK_NAME: Stack.of(scope).stackName,
    },
    roleIn: role,
  });
}

/** What whoever decides about fixes may do with the machine. */
export const drivingStatements = (scope: Construct): readonly PolicyStatement[] => [
  new PolicyStatement({
    ...{ sid: 'Fix', actions: ['states:StartExecution', 'states:ListExecutions'] },
    resources: [fixMachineArn(scope)],
  }),
  new PolicyStatement({
    ...{ sid: 'FixSeen', actions: ['states:DescribeExecution'] },
    resources: [`arn:${Aws.PARTITION}:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:execution:${fixMachineName(scope)}:*`],
  }),
];

export const acknowledgeDriving = (scope: Construct, role: Construct): void =>
  acknowledge(
    role,
    [`arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${fixMachineName(scope)}:*`],
    'Executions are named after their plans.',
  );

function everyMinute(scope: Construct, tend: LambdaFunction, undelivered: Queue): void {
  const does = 'Starts what looks after fixes';
  const role = scheduleRoleIn(scope, 'TendScheduleRole', does, [
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [tend.functionArn] }),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [undelivered.queueArn] }),
  ]);
  new Schedule(scope, 'TendFixes', {
    description: does,
    schedule: ScheduleExpression.rate(Duration.minutes(1)),
    target: new LambdaInvoke(tend, {
      ...{ role, deadLetterQueue: undelivered, retryAttempts: 0 },
      maxEventAge: Duration.minutes(1),
    }),
  });
}
