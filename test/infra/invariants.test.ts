import { describe, expect, test } from 'vitest';
import { environmentNames, type FunctionName } from '../../functions/wire/environment.ts';
import { fixMetrics } from '#app/watchdog/fix-metrics';
import { fleetMetrics } from '#app/watchdog/metrics';
import { slackMetrics } from '#app/watchdog/slack-metrics';
import { storeSchema } from '#store/drivers/dynamo-schema';
import { at, configs, made, madeOf, stackOf, topologies, type Json, type Made, type Topology } from './topologies.ts';

const withSlack: readonly FunctionName[] = ['act', 'notify', 'slack'];
const withFixes: readonly FunctionName[] = ['fix-aws', 'fix-azure', 'fix-gcp', 'fix-tend'];

const deployed: Readonly<Record<Topology, readonly FunctionName[]>> = {
  single: ['alert', 'evaluate', 'judge', 'on-change', 'prune', 'reread-aws', 'sweep-aws', 'watchdog'],
  members: ['alert', 'evaluate', 'judge', 'on-change', 'prune', 'reread-aws', 'sweep-aws', 'watchdog'],
  clouds: (Object.keys(environmentNames) as FunctionName[])
    .filter((it) => ![...withSlack, ...withFixes, 'report'].includes(it))
    .sort(),
  scheduled: ['alert', 'evaluate', 'prune', 'report', 'sweep-aws', 'watchdog'],
  slack: [
    ...(['act', 'alert', 'evaluate', 'judge', 'notify', 'on-change', 'prune'] as const),
    ...(['reread-aws', 'slack', 'sweep-aws', 'watchdog'] as const),
  ],
  fixing: (Object.keys(environmentNames) as FunctionName[]).filter((it) => it !== 'webhook' && it !== 'report').sort(),
};

const functionsOf = (it: Made) =>
  it.of('AWS::Lambda::Function').map(([id, { Properties }]) => ({
    id,
    Properties,
    name: String(Properties['FunctionName']).replace('Shoalwatch-', '') as FunctionName,
  }));

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

describe.each(topologies)('%s', (topology) => {
  const it = made(topology);

  test('has the functions that it needs, and no other', () => {
    expect(
      functionsOf(it)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(deployed[topology]);
  });

  test('a function is told the names that it knows, and no other', () => {
    for (const { name, Properties } of functionsOf(it)) {
      const told = Object.keys(at(Properties, 'Environment', 'Variables') as Json).sort();
      expect([name, told]).toEqual([name, [...environmentNames[name]].sort()]);
    }
  });

  test('a function has a timeout, a role of its own and a log of its own that ends after 90 days', () => {
    const functions = functionsOf(it);
    const roles = functions.map(({ Properties }) => JSON.stringify(Properties['Role']));
    const logs = functions.map(({ Properties }) => String(at(Properties, 'LoggingConfig', 'LogGroup', 'Ref')));
    expect(new Set(roles).size).toBe(functions.length);
    expect(new Set(logs).size).toBe(functions.length);
    for (const { Properties } of functions) {
      expect(Number(Properties['Timeout'])).toBeGreaterThan(0);
      expect(Properties['Runtime']).toBe('nodejs24.x');
      expect(Properties['Architectures']).toEqual(['arm64']);
    }
    for (const [, log] of it.of('AWS::Logs::LogGroup')) expect(log.Properties['RetentionInDays']).toBe(90);
    for (const log of logs) expect(it.resources[log]?.Type).toBe('AWS::Logs::LogGroup');
  });

  test('nothing is reserved: an account that may run ten functions at once refuses that', () => {
    for (const { Properties } of functionsOf(it)) expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  test('every queue has a dead-letter queue or is one, and is alarmed when something lies in it or waits too long', () => {
    const queues = it.of('AWS::SQS::Queue');
    const dead = new Set(
      JSON.stringify(it.template.toJSON()).match(
        /(?<="(?:deadLetterTargetArn|Arn|Destination)":\{"Fn::GetAtt":\[")\w+/g,
      ),
    );
    const alarmed = Object.fromEntries(
      it.of('AWS::CloudWatch::Alarm').flatMap(([, { Properties }]) => {
        const [queue] = JSON.stringify(Properties['Dimensions'] ?? []).match(/(?<="Fn::GetAtt":\[")\w+/) ?? [];
        return queue === undefined ? [] : [[queue, Properties['MetricName']] as const];
      }),
    );
    for (const [id, { Properties }] of queues) {
      const isDead = Properties['RedrivePolicy'] === undefined;
      expect([id, isDead && dead.has(id)]).toEqual([id, isDead]);
      // Looks wait on purpose: the provider is at work meanwhile.
      const isPatient = /Reread\w+Queue/.test(id);
      const metric = isDead ? 'ApproximateNumberOfMessagesVisible' : 'ApproximateAgeOfOldestMessage';
      expect([id, alarmed[id]]).toEqual([id, isPatient ? undefined : metric]);
      expect(Properties['SqsManagedSseEnabled']).toBe(true);
    }
  });

  test('rules and schedules have a dead-letter queue', () => {
    for (const [, { Properties }] of it.of('AWS::Events::Rule')) {
      for (const target of Properties['Targets'] as Json[]) expect(at(target, 'DeadLetterConfig', 'Arn')).toBeDefined();
    }
    const schedules = it.of('AWS::Scheduler::Schedule');
    // Each report of a config has one besides.
    const more = { fixing: 1, scheduled: 3 } as Readonly<Partial<Record<Topology, number>>>;
    expect(schedules).toHaveLength(4 + (more[topology] ?? 0));
    for (const [, { Properties }] of schedules)
      expect(at(Properties, 'Target', 'DeadLetterConfig', 'Arn')).toBeDefined();
  });

  test('alarms are of metrics that the watchdog writes, of queues or of functions, and say where to look', () => {
    const silent: Record<string, unknown> = {};
    for (const [, { Properties }] of it.of('AWS::CloudWatch::Alarm')) {
      const name = String(Properties['AlarmName']).replace('Shoalwatch-', '');
      silent[name] = Properties['TreatMissingData'];
      expect(String(Properties['AlarmDescription'])).toContain('docs/operate.md');
      expect(Properties['AlarmActions']).toHaveLength(1);
      if (['AWS/SQS', 'AWS/Lambda'].includes(String(Properties['Namespace'])) || Properties['Metrics'] !== undefined)
        continue;
      expect(Object.keys({ ...fleetMetrics, ...slackMetrics, ...fixMetrics })).toContain(Properties['MetricName']);
      expect(Properties['Dimensions']).toEqual([{ Name: 'Stack', Value: 'Shoalwatch' }]);
      expect(Properties['Namespace']).toBe('Shoalwatch');
    }
    expect(silent).toMatchObject({
      ScanStale: 'breaching',
      CoverageLow: 'breaching',
      TargetUnreadable: 'notBreaching',
      WaiverExpiredOpen: 'notBreaching',
      'QueueDead-Undelivered': 'notBreaching',
    });
  });

  test('no key of a cloud is in it', () => {
    const text = JSON.stringify(it.template.toJSON());
    expect(text).not.toMatch(
      /AKIA[A-Z0-9]{16}|-----BEGIN|private_key|client_?secret|AccountKey=|AWS::IAM::(?:User|AccessKey)/i,
    );
    expect(it.of('AWS::SecretsManager::Secret')).toHaveLength(topology === 'slack' || topology === 'fixing' ? 2 : 0);
  });

  test('a newcomer reads first what to do next', () => {
    const { Outputs } = it.template.toJSON() as { Outputs: Record<string, { Value: unknown }> };
    expect(Object.keys(Outputs)[0]).toBe('NextSteps');
    expect(JSON.stringify(Outputs['NextSteps']?.Value)).toContain('npx shoalwatch scan --stack Shoalwatch');
    expect(Object.keys(Outputs)).toEqual(
      expect.arrayContaining([
        'StateTable',
        'LedgerTable',
        'WorkTable',
        'EvidenceBucket',
        'StateMachineArn',
        'StoreSchema',
        'DashboardUrl',
      ]),
    );
    expect(Outputs['StoreSchema']?.Value).toBe(storeSchema);
  });
});

test('whoever holds a fleet of a thousand clusters has twice the memory that it was measured to take', () => {
  const memory = new Map(functionsOf(made('clouds')).map(({ name, Properties }) => [name, Properties['MemorySize']]));
  for (const name of ['on-change', 'reread-aws', 'reread-azure', 'reread-gcp'] as const) {
    expect(memory.get(name)).toBeGreaterThanOrEqual(2 * 590);
  }
  for (const name of ['evaluate', 'judge'] as const) expect(memory.get(name)).toBeGreaterThanOrEqual(2 * (970 + 290));
});

test('a change outlasts a store or an account that takes no calls for twenty minutes', () => {
  for (const [, { Properties }] of made('clouds').of('AWS::SQS::Queue')) {
    const times = Number(at(Properties, 'RedrivePolicy', 'maxReceiveCount'));
    if (Properties['RedrivePolicy'] === undefined) continue;
    expect(times * Number(Properties['VisibilityTimeout'])).toBeGreaterThanOrEqual(20 * 60);
  }
});

test('functions end before what calls them gives up', () => {
  const it = made('clouds');
  const timeouts = Object.fromEntries(
    functionsOf(it).map(({ id, name, Properties }) => [name, { id, seconds: Number(Properties['Timeout']) }]),
  );
  for (const name of ['sweep-aws', 'sweep-azure', 'sweep-gcp'] as const) {
    expect(timeouts[name]?.seconds).toBeGreaterThan(240);
    expect(timeouts[name]?.seconds).toBeLessThan(290);
  }
  for (const [, { Properties }] of it.of('AWS::Lambda::EventSourceMapping')) {
    const taker = functionsOf(it).find(({ id }) => at(Properties, 'FunctionName', 'Ref') === id);
    const [queue] = it
      .of('AWS::SQS::Queue')
      .filter(([id]) => JSON.stringify(Properties['EventSourceArn']) === JSON.stringify(arnOf(id)));
    const isStream = Properties['StartingPosition'] !== undefined;
    const hidden = isStream ? Infinity : Number(queue?.[1].Properties['VisibilityTimeout']);
    expect(hidden).toBeGreaterThan(Number(taker?.Properties['Timeout']));
    expect(Properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
  }
});

test('the HTTP API is there only where a sender is configured, with its paths alone', () => {
  for (const topology of ['single', 'members', 'scheduled'] as const) {
    expect(made(topology).of('AWS::ApiGatewayV2::Api')).toEqual([]);
  }
  const routes = made('clouds')
    .of('AWS::ApiGatewayV2::Route')
    .map(([, { Properties }]) => Properties['RouteKey']);
  expect(routes.sort()).toEqual(['OPTIONS /events/azure', 'POST /events/azure', 'POST /events/gcp']);
});

test('without changes between sweeps nothing of the event path is made', () => {
  const it = made('scheduled');
  expect(it.of('AWS::Events::Rule')).toEqual([]);
  expect(it.of('AWS::Events::EventBus').map(([, { Properties }]) => Properties['Name'])).toEqual([
    'shoalwatch-findings',
  ]);
  expect(it.of('AWS::SQS::Queue')).toHaveLength(2);
  it.template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(6 hours)' });
});

test('properties go before the config', () => {
  const it = madeOf(stackOf(configs.scheduled, { nearRealTime: true, evidence: { retentionDays: 30 } }));
  expect(it.of('AWS::Events::EventBus')).toHaveLength(2);
  expect(JSON.stringify(it.of('AWS::S3::Bucket'))).toContain('"NoncurrentDays":30');
});
