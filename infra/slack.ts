import { Aws, Stack } from 'aws-cdk-lib';
import { HttpMethod, type HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Alias, type Function as LambdaFunction, type IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { judging, storeNames, type Ground } from './fleet-functions.ts';
import { fixMachineArn } from './fix-machine.ts';
import { functionIn } from './functions.ts';
import { acknowledgeDriving, drivingStatements } from './remediation.ts';
import { roleIn, sendStatement, storeStatements, takeStatement } from './roles.ts';
import { slackQueuesIn, takeOrderedIn, type SlackQueues } from './slack-queues.ts';
import { slackSecretsIn, type GivenSecrets, type SlackSecrets } from './slack-secrets.ts';
import { httpApiIn } from './webhook.ts';

/** What the way to Slack and back stands on. */
export interface SlackGround extends GivenSecrets {
  readonly ground: Ground;
  readonly keepWarm?: boolean | undefined;
  /** The API of the stack, where other clouds send to it already. */
  readonly api: HttpApi | undefined;
  /** Sweeps that somebody asks for. */
  readonly machine: StateMachine;
  /** Who is told when Slack cannot be, and its key where that is ours. */
  readonly topic: ITopic;
  readonly topicKey: IKey | undefined;
}

/** The way from what is due to a channel, and from a click to what it does. */
export interface SlackPath {
  readonly api: HttpApi;
  /** Where channels that have to be told of something are named. */
  readonly cards: Queue;
  readonly deadQueues: Readonly<Record<string, Queue>>;
  /** Queues in which nothing may lie for long. */
  readonly liveQueues: Readonly<Record<string, Queue>>;
  readonly secrets: SlackSecrets;
}

export function slackIn(scope: Construct, given: SlackGround): SlackPath {
  const parts = { ...given, queues: slackQueuesIn(scope), known: slackSecretsIn(scope, given) };
  const { queues, known } = parts;
  // Channels at once; in each one message a second.
  takeOrderedIn(scope, 'NotifyTakes', { queue: queues.cards, by: notifyIn(scope, parts), abreast: 5 });
  takeOrderedIn(scope, 'ActTakes', { queue: queues.clicks, by: actIn(scope, parts), abreast: 5 });
  const api = given.api ?? httpApiIn(scope);
  const integration = new HttpLambdaIntegration(
    'Slack',
    ready(scope, ingressIn(scope, parts), given.keepWarm ?? false),
  );
  for (const path of ['/slack/interactions', '/slack/commands']) {
    api.addRoutes({ path, methods: [HttpMethod.POST], integration });
  }
  return {
    ...{ api, cards: queues.cards, secrets: known },
    deadQueues: { Cards: queues.cardsDead, Clicks: queues.clicksDead },
    liveQueues: { Cards: queues.cards, Clicks: queues.clicks },
  };
}

interface Parts extends SlackGround {
  readonly queues: SlackQueues;
  readonly known: SlackSecrets;
}

function notifyIn(scope: Construct, { ground, queues, known, topic, topicKey }: Parts): LambdaFunction {
  const { bundles, storage } = ground;
  const statements = [
    ...storeStatements(storage, { state: 'write', ledger: 'read', bucket: 'read' }),
    ...known.botToken.reading('BotToken'),
    takeStatement(queues.cards),
    new PolicyStatement({ sid: 'Fallback', actions: ['sns:Publish'], resources: [topic.topicArn] }),
    ...(topicKey ? [publishKey(topicKey)] : []),
  ];
  return functionIn(scope, 'notify', {
    bundles,
    environment: {
      ...storeNames(storage),
      SLACK_TOKEN_SECRET: known.botToken.arn,
      FALLBACK_TOPIC: topic.topicArn,
      CARDS_QUEUE: queues.cards.queueUrl,
      STACK_NAME: Stack.of(scope).stackName,
    },
    roleIn: (log) => roleIn(scope, 'notify', { log, statements, bucket: storage.bucket }),
  });
}

/** Where remediation is not enabled there is no machine of fixes. */
const noFixes = 'no-fixes';

function actIn(scope: Construct, { ground, queues, known, machine }: Parts): LambdaFunction {
  const { bundles, settings, storage } = ground;
  const statements = [
    ...storeStatements(storage, judging),
    ...known.botToken.reading('BotToken'),
    takeStatement(queues.clicks),
    sendStatement('Order', [queues.cards]),
    new PolicyStatement({ sid: 'Sweep', actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }),
    ...(settings.remediates ? drivingStatements(scope) : []),
  ];
  return functionIn(scope, 'act', {
    bundles,
    environment: {
      ...storeNames(storage),
      WORK_TABLE: storage.tables.work.tableName,
      SLACK_TOKEN_SECRET: known.botToken.arn,
      CARDS_QUEUE: queues.cards.queueUrl,
      SWEEP_MACHINE: machine.stateMachineArn,
      FIX_MACHINE: settings.remediates ? fixMachineArn(scope) : noFixes,
      FIX_CLOUDS: settings.fixClouds.join(',') || noFixes,
      STACK_NAME: Stack.of(scope).stackName,
    },
    roleIn: (log) => {
      const role = roleIn(scope, 'act', { log, statements, bucket: storage.bucket });
      if (settings.remediates) acknowledgeDriving(scope, role);
      return role;
    },
  });
}

/** It is the one that the internet reaches: it may read its two secrets and put clicks on their queue, and nothing else. */
function ingressIn(scope: Construct, { ground: { bundles }, queues, known }: Parts): LambdaFunction {
  const statements = [
    ...known.botToken.reading('BotToken'),
    ...known.signing.reading('SigningSecret'),
    sendStatement('HandOn', [queues.clicks]),
  ];
  return functionIn(scope, 'slack', {
    bundles,
    environment: {
      SLACK_TOKEN_SECRET: known.botToken.arn,
      SLACK_SIGNING_SECRET: known.signing.arn,
      CLICKS_QUEUE: queues.clicks.queueUrl,
      STACK_NAME: Stack.of(scope).stackName,
    },
    roleIn: (log) => roleIn(scope, 'slack', { log, statements }),
  });
}

/** A process that is kept ready answers within the three seconds that Slack waits, also the first click of the day. */
function ready(scope: Construct, slack: LambdaFunction, keepWarm: boolean): IFunction {
  if (!keepWarm) return slack;
  return new Alias(scope, 'SlackReady', {
    aliasName: 'ready',
    version: slack.currentVersion,
    provisionedConcurrentExecutions: 1,
  });
}

/** What an encrypted topic takes of whoever publishes to it. */
const publishKey = ({ keyArn }: IKey): PolicyStatement =>
  new PolicyStatement({
    ...{ sid: 'FallbackKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [keyArn] },
    conditions: { StringEquals: { 'kms:ViaService': `sns.${Aws.REGION}.${Aws.URL_SUFFIX}` } },
  });
