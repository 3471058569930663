import { expect, test } from 'vitest';
import { at, configs, made, madeOf, stackOf, topologies, type Json, type Made } from './topologies.ts';

const it = made('scheduled');

/** The schedules that call a function, by what they say to it. */
const schedulesOf = (stack: Made) =>
  stack.of('AWS::Scheduler::Schedule').flatMap(([, { Properties }]) => {
    const input = at(Properties, 'Target', 'Input');
    return typeof input === 'string' && input.includes('"report"') ? [Properties] : [];
  });

const statementsOf = (role: RegExp, stack = it): readonly Json[] =>
  stack.of('AWS::IAM::Role').flatMap(([id, { Properties }]) => {
    const policies = (Properties['Policies'] ?? []) as readonly { PolicyDocument: { Statement: readonly Json[] } }[];
    return role.test(id) ? policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) : [];
  });

test('each report has a schedule by the clock of the organisation, with its name', () => {
  const told = schedulesOf(it).map((one) => [
    (JSON.parse(String(at(one, 'Target', 'Input'))) as { report: string }).report,
    one['ScheduleExpression'],
    one['ScheduleExpressionTimezone'],
  ]);
  expect(told.toSorted()).toEqual([
    ['audit/all', 'cron(0 6 * * ? *)', 'Europe/Berlin'],
    ['cis-eks-1.8-monthly', 'cron(0 6 1 * ? *)', 'Europe/Berlin'],
    ['soc2-weekly', 'cron(0 6 ? * MON *)', 'Europe/Berlin'],
  ]);
});

test('what a schedule cannot deliver waits where an alarm hears it', () => {
  for (const one of schedulesOf(it)) {
    expect(JSON.stringify(at(one, 'Target', 'DeadLetterConfig'))).toContain('Undelivered');
    expect(at(one, 'Target', 'RetryPolicy', 'MaximumRetryAttempts')).toBe(2);
  }
});

test('its role reads what was found, writes nothing but reports, and enters no cloud', () => {
  const statements = statementsOf(/^ShoalwatchReportRole/);
  const actions = statements.flatMap(({ Action }) => [Action].flat().map(String));
  expect(actions.filter((name) => /:(?:Put|Delete|Update|Write)/.test(name)).toSorted()).toEqual([
    ...['logs:PutLogEvents', 's3:PutObject', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  ]);
  const writing = statements.find(({ Sid }) => Sid === 'WriteReports');
  expect(JSON.stringify(writing?.['Resource'])).toMatch(/"\/reports\/\*"\]\]\}$/);
  expect(actions.filter((name) => /^(?:eks|ec2|iam|sts|kms):/.test(name)).toSorted()).toEqual([
    ...['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
  ]);
});

const slack = { team: 'T0123ABCD', app: 'A0123ABCD' };
const delivering = { ...configs.scheduled, reports: [{ every: 'daily' as const, deliver: { slack: 'C0GRC' } }] };

test('who is delivered to is told by a message in the table, and nothing else there can be written', () => {
  const told = madeOf(stackOf({ ...delivering, slack }));
  const statements = statementsOf(/^ShoalwatchReportRole/, told);
  const writing = statements.filter(({ Action }) => [Action].flat().includes('dynamodb:PutItem'));
  expect(writing).toEqual([
    expect.objectContaining({
      Sid: 'LeaveMessages',
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['bulletins'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    }),
  ]);
  expect(JSON.stringify(writing[0]?.['Resource'])).toMatch(/StateTable/);
});

test('a report that is delivered by no Slack stops the synthesis', () => {
  expect(() => stackOf(delivering)).toThrow(/reports\.0\.deliver\.slack: the stack has no Slack/);
});

test.each(topologies)('%s: who fails seldom is heard of', (topology) => {
  const named = made(topology)
    .of('AWS::CloudWatch::Alarm')
    .flatMap(([, { Properties }]) => (Properties['MetricName'] === 'Errors' ? [Properties] : []));
  expect(named.map(({ AlarmName }) => AlarmName).toSorted()).toEqual([
    'Shoalwatch-PruneFailed',
    ...(topology === 'scheduled' ? ['Shoalwatch-ReportFailed'] : []),
  ]);
  for (const { AlarmName, Dimensions, Threshold, AlarmActions } of named) {
    const of = String(AlarmName).replace(/^Shoalwatch-|Failed$/g, '');
    expect(JSON.stringify(Dimensions)).toMatch(new RegExp(`"Shoalwatch${of}[0-9A-F]{8}"`));
    expect([Threshold, AlarmActions]).toEqual([1, [expect.anything()]]);
  }
});

test('without reports there is nothing of them', () => {
  expect(schedulesOf(made('single'))).toEqual([]);
});

test.each([
  ['an edition that does not ship', { framework: 'cis-eks-9', every: 'daily' }, /no framework is called cis-eks-9/],
  [
    'OSCAL of related links',
    { framework: 'soc2', every: 'daily', formats: ['oscal'] },
    /OSCAL cannot tell of soc2, whose links are related only/,
  ],
] as const)('%s stops the synthesis', (_, report, words) => {
  expect(() =>
    stackOf({ ...configs.single, reports: [{ ...report, formats: [...('formats' in report ? report.formats : [])] }] }),
  ).toThrow(words);
  expect(madeOf(stackOf(configs.single)).of('AWS::Scheduler::Schedule').length).toBeGreaterThan(0);
});
