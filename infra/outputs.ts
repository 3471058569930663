import { Aws, CfnOutput, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { storeSchema } from '#store/drivers/dynamo-schema';
import type { SlackPath } from './slack.ts';
import { titleOf, type CloudName, type Settings } from './settings.ts';

export interface Places {
  readonly stateTable: Table;
  readonly ledgerTable: Table;
  readonly workTable: Table;
  readonly evidenceBucket: Bucket;
  readonly scanStateMachine: StateMachine;
  readonly dashboard: Dashboard;
  readonly eventBus: EventBus | undefined;
  readonly alarmTopic: ITopic;
  readonly settings: Settings;
  readonly api: HttpApi | undefined;
  readonly findingsBus: EventBus;
  readonly memberTemplate: Asset | undefined;
  readonly slack: SlackPath | undefined;
  readonly fixStateMachine: StateMachine | undefined;
  readonly auditorPolicy: IManagedPolicy;
}

/** What a newcomer reads first, and what `--stack` finds the store by: their names are fixed. */
export function outputsIn(scope: Construct, places: Places): void {
  const { stackName, partition } = Stack.of(scope);
  const { settings, api, slack } = places;
  const outputs = new Construct(scope, 'Outputs');
  const out = (name: string, value: string, description: string): void =>
    new CfnOutput(outputs, name, { value, description }).overrideLogicalId(name);

  const scan = `npx shoalwatch scan --stack ${stackName}`;
  if (slack) {
    const manifest = `npx shoalwatch slack manifest --url ${slack.api.apiEndpoint}`;
    out('NextSteps', `${scan} && ${manifest}`, 'Sweeps now and shows what was found; says how the Slack app is made');
    slackOutputs(out, slack);
  } else out('NextSteps', scan, 'Sweeps now and shows what was found');
  out('StateTable', places.stateTable.tableName, 'What was found, as it stands');
  out('LedgerTable', places.ledgerTable.tableName, 'Every change of a finding; nothing in it is ever changed');
  out('WorkTable', places.workTable.tableName, 'What is under way');
  out('EvidenceBucket', places.evidenceBucket.bucketName, 'What was read, and by what it was judged');
  out('StoreSchema', storeSchema, 'How tables and bucket are laid out: the command line has to know it');
  out('StateMachineArn', places.scanStateMachine.stateMachineArn, 'Sweeps: start it with {}');
  if (places.fixStateMachine) {
    out(
      'FixMachineArn',
      places.fixStateMachine.stateMachineArn,
      'Carries out plans that were approved: shoalwatch fix --stack',
    );
    for (const cloud of settings.fixClouds) out(`${titleOf(cloud)}FixRole`, fixRoleOf(cloud, stackName), fixing);
  }
  out('AlarmTopicArn', places.alarmTopic.topicArn, 'Subscribe to it: it says when Shoalwatch itself is in trouble');
  out(
    'AuditorReadPolicy',
    places.auditorPolicy.managedPolicyArn,
    'Attach it to who audits: reads all with --stack, changes nothing',
  );
  out(
    'DashboardUrl',
    `https://${Aws.REGION}.${consoleOf(partition)}/cloudwatch/home?region=${Aws.REGION}#dashboards:name=${stackName}`,
    'How the fleet stands',
  );
  out(
    'FindingsBusArn',
    places.findingsBus.eventBusArn,
    'Every change of a finding, as OCSF: make rules of your own on it',
  );
  for (const cloud of settings.clouds) {
    out(`${titleOf(cloud)}ReaderRoles`, rolesOf(cloud, stackName, settings.nearRealTime), trusted[cloud]);
  }
  if (places.memberTemplate) {
    out('MemberRoleTemplateUrl', places.memberTemplate.httpUrl, memberTemplate);
  }
  if (places.eventBus) {
    out('EventBusArn', places.eventBus.eventBusArn, 'Where members send their changes: onboard aws --event-bus');
  }
  for (const cloud of api ? settings.webhooks : []) {
    out(
      `${titleOf(cloud)}EventsUrl`,
      `${api?.apiEndpoint ?? ''}/events/${cloud}`,
      `Where ${deliverers[cloud]} delivers`,
    );
  }
}

function slackOutputs(out: (name: string, value: string, description: string) => void, slack: SlackPath): void {
  const put =
    'Empty until somebody puts it in: aws secretsmanager put-secret-value --secret-string file:///dev/stdin --secret-id';
  const { secrets, api } = slack;
  out('SlackRequestUrl', api.apiEndpoint, 'Where Slack sends clicks and commands: shoalwatch slack manifest --url');
  out('SlackBotTokenSecret', secrets.botToken.arn, put);
  out('SlackSigningSecret', secrets.signing.arn, put);
}

/** Where the console of a partition is; without a known region that of the commercial one. */
const consoleOf = (partition: string): string =>
  ({ 'aws-cn': 'console.amazonaws.cn', 'aws-us-gov': 'console.amazonaws-us-gov.com' })[partition] ??
  'console.aws.amazon.com';

/** The bucket of `cdk bootstrap` is this account's: another one is given the file. */
const memberTemplate =
  'The roles and rules of an account that no stack set reaches: get the file, then create a stack of it there';

const trusted: Readonly<Record<CloudName, string>> = {
  aws: 'Who reads other accounts, with their external id',
  azure: 'Who signs in to Azure: onboard azure --principal',
  gcp: 'Who signs in to Google Cloud: onboard gcp --principal',
};

const fixing = 'Who changes what plans say: onboard --remediator --principal';

const fixRoleOf = (cloud: CloudName, stackName: string): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${stackName}-fix-${cloud}-${Aws.REGION}`;

const deliverers = { azure: 'Event Grid', gcp: 'Pub/Sub' } as const;

const rolesOf = (cloud: CloudName, stackName: string, nearRealTime: boolean): string =>
  ['sweep', ...(nearRealTime ? ['reread'] : [])]
    .map((part) => `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${stackName}-${part}-${cloud}-${Aws.REGION}`)
    .join(',');
