import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { expect, test } from 'vitest';
import { newsPlace } from '#store/telling/news';
import { at, configs, made, madeOf, stackOf, topologies, type Json, type Made } from './topologies.ts';

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** What the role of a function may, beside its log and its traces. */
const mayOf = (it: Made, id: string): readonly Statement[] =>
  it
    .of('AWS::IAM::Role')
    .filter(([name]) => name.startsWith(`Shoalwatch${id}Role`))
    .flatMap(([, { Properties }]) => at(Properties, 'Policies', 0, 'PolicyDocument', 'Statement') as Statement[])
    .filter(({ Sid }) => Sid !== 'Log' && Sid !== 'Traces');

const idOf = (it: Made, type: string, part: string): string =>
  it.of(type).find(([id]) => id.replace(/^Shoalwatch|[0-9A-F]{8}$/g, '') === part)?.[0] ?? '';

const outputsOf = (it: Made) => (it.template.toJSON() as { Outputs: Record<string, Json> }).Outputs;

const withWebhooks = madeOf(stackOf({ ...configs.clouds, slack: { team: 'T0123ABCD', app: 'A0123ABCD' } }));

test('who takes what Slack sends may read the two secrets and put clicks on their queue, and nothing else', () => {
  const it = made('slack');
  const secret = (part: string) => ({ Ref: idOf(it, 'AWS::SecretsManager::Secret', part) });
  const clicks = idOf(it, 'AWS::SQS::Queue', 'Clicks');
  expect(mayOf(it, 'Slack').map(({ Action, Resource }) => [Action, Resource])).toEqual([
    ['secretsmanager:GetSecretValue', secret('SlackBotToken')],
    ['secretsmanager:GetSecretValue', secret('SlackSigningSecret')],
    ['sqs:SendMessage', { 'Fn::GetAtt': [clicks, 'Arn'] }],
  ]);
});

test('the signing secret is for who verifies alone, and the token for who speaks with Slack', () => {
  const it = made('slack');
  const readers = (part: string) =>
    it
      .of('AWS::IAM::Role')
      .filter(([id]) => JSON.stringify(mayOf(it, id.replace(/^Shoalwatch|Role\w{8}$/g, ''))).includes(part))
      .map(([id]) => id.replace(/^Shoalwatch|Role\w{8}$/g, ''));
  expect(readers('SlackSigningSecret')).toEqual(['Slack']);
  expect(readers('SlackBotToken').sort()).toEqual(['Act', 'Notify', 'Slack']);
});

test('whoever tells writes no ledger and no file, and whoever acts reads no cloud', () => {
  const it = made('slack');
  const writes = (id: string) =>
    mayOf(it, id).flatMap(({ Sid = '', Action }) => (JSON.stringify(Action).includes(':Put') ? [Sid] : []));
  expect(writes('Alert')).toEqual(['StateTable', 'Tell']);
  expect(writes('Notify')).toEqual(['StateTable']);
  expect(writes('Act')).toEqual(['StateTable', 'LedgerTable', 'WorkTable', 'BucketFiles']);
  const services = new Set(
    mayOf(it, 'Act')
      .flatMap(({ Action }) => Action)
      .map((action) => action.split(':')[0]),
  );
  expect([...services].sort()).toEqual(['dynamodb', 'kms', 's3', 'secretsmanager', 'sqs', 'states']);
});

test('secrets are made empty, so that no deploy writes over what was put in', () => {
  const all = made('slack').of('AWS::SecretsManager::Secret');
  expect(all.map(([, { Properties }]) => [Properties['Name'], Object.keys(Properties).sort()])).toEqual([
    ['Shoalwatch/slack/bot-token', ['Description', 'Name', 'Tags']],
    ['Shoalwatch/slack/signing-secret', ['Description', 'Name', 'Tags']],
  ]);
  for (const [, { DeletionPolicy }] of all) expect(DeletionPolicy).toBe('Delete');
});

test('secrets that are given are read with the key that they have', () => {
  const stack = stackOf(configs.single);
  const given = madeOf(
    stackOf(configs.single, {
      slack: {
        ...{ team: 'T0123ABCD', app: 'A0123ABCD' },
        botTokenSecret: Secret.fromSecretNameV2(stack, 'Token', 'shop/slack/token'),
        signingSecret: Secret.fromSecretCompleteArn(
          stack,
          'Signing',
          'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/slack/signing-AbCdEf',
        ),
      },
    }),
  );
  expect(given.of('AWS::SecretsManager::Secret')).toEqual([]);
  const [token, signing] = mayOf(given, 'Slack').map(({ Resource }) => JSON.stringify(Resource));
  expect(token).toContain(':secret:shop/slack/token-??????"');
  expect(signing).toBe('"arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/slack/signing-AbCdEf"');
});

test('a property without workspace and app says what is missing', () => {
  expect(() => stackOf(configs.single, { slack: { keepWarm: true } })).toThrow('which workspace and which app');
});

test('without Slack in the config nothing of it is made, and changes of findings go to the bus all the same', () => {
  for (const topology of topologies.filter((it) => it !== 'slack' && it !== 'fixing')) {
    const it = made(topology);
    const text = JSON.stringify(it.template.toJSON());
    expect(text).not.toMatch(/[Ss]lack[A-Z"/]/);
    expect(it.of('AWS::Lambda::EventSourceMapping').filter(([id]) => /Notify|Act/.test(id))).toEqual([]);
    expect(mayOf(it, 'Alert').find(({ Sid }) => Sid === 'Tell')).toMatchObject({
      Action: 'events:PutEvents',
      Resource: { 'Fn::GetAtt': [idOf(it, 'AWS::Events::EventBus', 'FindingsBus'), 'Arn'] },
    });
    const [, alert] = it.of('AWS::Lambda::Function').find(([id]) => id.startsWith('ShoalwatchAlert')) ?? [];
    expect(at(alert?.Properties, 'Environment', 'Variables', 'CARDS_QUEUE')).toBe('not-told');
  }
});

test('nobody but the account of the stack may put on the bus that pages people', () => {
  const it = made('members');
  const bus = idOf(it, 'AWS::Events::EventBus', 'FindingsBus');
  const letIn = it.of('AWS::Events::EventBusPolicy').map(([, { Properties }]) => at(Properties, 'EventBusName', 'Ref'));
  expect(letIn).not.toContain(bus);
  expect(letIn.length).toBeGreaterThan(0);
});

test('the stream wakes for news that is due, and for nothing else that moves', () => {
  for (const topology of topologies) {
    const it = made(topology);
    const [stream] = it
      .of('AWS::Lambda::EventSourceMapping')
      .map(([, { Properties }]) => Properties)
      .filter((Properties) => Properties['StartingPosition'] !== undefined);
    expect(stream).toMatchObject({
      ...{ BatchSize: 10, BisectBatchOnFunctionError: true, StartingPosition: 'TRIM_HORIZON' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [idOf(it, 'AWS::SQS::Queue', 'NewsDead'), 'Arn'] } },
      },
    });
    const pattern: unknown = JSON.parse(String(at(stream, 'FilterCriteria', 'Filters', 0, 'Pattern')));
    expect(pattern).toEqual({
      dynamodb: { Keys: { partition: { S: [newsPlace] } }, NewImage: { due: { S: [{ exists: true }] } } },
    });
    const streaming = it.of('AWS::DynamoDB::Table').filter(([, { Properties }]) => Properties['StreamSpecification']);
    expect(streaming.map(([id]) => id)).toEqual([idOf(it, 'AWS::DynamoDB::Table', 'StateTable')]);
  }
});

test('the sweep of what is due starts every minute', () => {
  const schedules = made('single').of('AWS::Scheduler::Schedule');
  const tell = schedules.find(([id]) => id.startsWith('ShoalwatchTell'))?.[1].Properties;
  expect(tell?.['ScheduleExpression']).toBe('rate(1 minute)');
  expect(at(tell, 'Target', 'Arn')).toEqual({
    'Fn::GetAtt': [idOf(made('single'), 'AWS::Lambda::Function', 'Alert'), 'Arn'],
  });
});

test('what is told in one channel, and what is pressed about one group, keeps its order', () => {
  const it = made('slack');
  const ordered = it.of('AWS::SQS::Queue').filter(([, { Properties }]) => Properties['FifoQueue'] === true);
  expect(ordered.map(([id]) => id.replace(/^Shoalwatch|\w{8}$/g, '')).sort()).toEqual([
    'Cards',
    'CardsDead',
    'Clicks',
    'ClicksDead',
  ]);
  for (const [, { Properties }] of ordered) expect(Properties['ContentBasedDeduplication']).not.toBe(true);
});

test('Slack has its two paths on the one API, beside those of the clouds', () => {
  const routesOf = (it: Made) => it.of('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties['RouteKey']);
  const own = ['POST /slack/commands', 'POST /slack/interactions'];
  expect(routesOf(made('slack')).sort()).toEqual(own);
  expect(routesOf(withWebhooks).sort()).toEqual([
    ...['OPTIONS /events/azure', 'POST /events/azure', 'POST /events/gcp'],
    ...own,
  ]);
  expect(withWebhooks.of('AWS::ApiGatewayV2::Api')).toHaveLength(1);
  expect(withWebhooks.of('AWS::ApiGatewayV2::Integration')).toHaveLength(2);
});

test('a process is kept ready where the config says so, and nowhere else', () => {
  expect(made('slack').of('AWS::Lambda::Alias')).toEqual([]);
  const warm = madeOf(stackOf({ ...configs.slack, slack: { team: 'T0123ABCD', app: 'A0123ABCD', keepWarm: true } }));
  const [[id, alias] = []] = warm.of('AWS::Lambda::Alias');
  expect(alias?.Properties).toMatchObject({ ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } });
  expect(JSON.stringify(warm.of('AWS::ApiGatewayV2::Integration'))).toContain(`{"Ref":"${id ?? ''}"}`);
});

test('that Slack takes nothing, and that people are turned away, is an alarm to the topic', () => {
  const alarms = made('slack')
    .of('AWS::CloudWatch::Alarm')
    .map(([, { Properties }]) => Properties)
    .filter((Properties) => /Slack/.test(String(Properties['MetricName'])));
  const told = alarms.map((it) => [
    String(it['AlarmName']).replace('Shoalwatch-', ''),
    ...[it['MetricName'], it['Statistic'], it['Threshold'], it['Period'], it['TreatMissingData']],
  ]);
  expect(told).toEqual([
    ['SlackUndelivered', 'SlackUndelivered', 'Maximum', 1, 300, 'notBreaching'],
    ['ApprovalDenied-Acts', 'SlackRefusedActs', 'Sum', 5, 3600, 'notBreaching'],
    ['ApprovalDenied-Requests', 'SlackForgedRequests', 'Sum', 20, 3600, 'notBreaching'],
  ]);
  for (const it of alarms) expect(JSON.stringify(it['AlarmActions'])).toContain('AlarmTopic');
});

test('the outputs lead to the app: where Slack sends, what is next, and where the secrets go', () => {
  const outputs = outputsOf(made('slack'));
  const value = (name: string): string => JSON.stringify(outputs[name]?.['Value']);
  expect(value('NextSteps')).toContain('npx shoalwatch slack manifest --url ');
  expect(value('NextSteps')).toContain(value('SlackRequestUrl').slice(1, -1).slice(0, 10));
  expect(value('SlackBotTokenSecret')).toContain('SlackBotToken');
  expect(String(outputs['SlackSigningSecret']?.['Description'])).toContain('aws secretsmanager put-secret-value');
  expect(outputsOf(made('single'))).toHaveProperty('FindingsBusArn');
});
