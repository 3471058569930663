import { Duration, Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, Row, TextWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { fixMetrics } from '#app/watchdog/fix-metrics';
import { fleetMetrics, metricsEveryMinutes, type FleetMetricName } from '#app/watchdog/metrics';
import { slackMetrics, type SlackMetricName } from '#app/watchdog/slack-metrics';
import { fixMetric } from './fix-alarms.ts';
import { slackMetric } from './slack-alarms.ts';
import { fleetMetric } from './watching.ts';

/** A graph of each thing that is worth a look, with a text beside it that says what it shows. */
export function dashboardIn(
  scope: Construct,
  {
    machine,
    fixes,
    deadQueues,
    slack,
  }: {
    readonly machine: StateMachine;
    /** That of the fixes, where there is one. */
    readonly fixes: StateMachine | undefined;
    readonly deadQueues: Readonly<Record<string, Queue>>;
    /** Whether Slack is told. */
    readonly slack: boolean;
  },
): Dashboard {
  const stack = Stack.of(scope).stackName;
  const period = Duration.minutes(metricsEveryMinutes);
  const fleet = (...names: readonly FleetMetricName[]): readonly IMetric[] =>
    names.map((name) => fleetMetric(stack, name, period));
  const said = (...names: readonly FleetMetricName[]): string =>
    names.map((name) => `- **${name}**: ${fleetMetrics[name].counts}`).join('\n');
  const told = (title: string, names: readonly FleetMetricName[]): Row => row(title, said(...names), fleet(...names));
  const dashboard = new Dashboard(scope, 'Dashboard', { dashboardName: stack });
  dashboard.addWidgets(
    told('Coverage', ['CoveragePercent', 'UnreadableTargets']),
    told('Open findings', ['OpenCritical', 'OpenHigh', 'OpenMedium', 'OpenLow']),
    told('The oldest critical finding', ['OldestCriticalHours', 'ExpiredWaiversOpenCritical']),
    told('Freshness', ['StaleTargets', 'TargetCount', 'RunAgeMinutes']),
    told('Length of a sweep', ['SweepSeconds']),
    row('Executions', '- **Failed**, **timed out**: sweeps that were not judged; the execution says why.', [
      machine.metricSucceeded({ period }),
      machine.metricFailed({ period }),
      machine.metricTimedOut({ period }),
    ]),
    row(
      'What nobody could handle',
      '- Messages in the dead-letter queues. Each has an alarm; docs/operate.md says how to look at them and send them again.',
      Object.values(deadQueues).map((queue) =>
        queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      ),
    ),
  );
  if (fixes) dashboard.addWidgets(...fixRows(stack, fixes, period));
  if (slack)
    dashboard.addWidgets(slackRow(stack, 'Slack', period, out), slackRow(stack, 'Who was turned away', period, denied));
  return dashboard;
}

const fixRows = (stack: string, machine: StateMachine, period: Duration): readonly Row[] => [
  row('Fixes', '- **Failed**, **timed out**, **aborted**: plans that stand where their last step left them.', [
    machine.metricSucceeded({ period }),
    machine.metricFailed({ period }),
    machine.metricTimedOut({ period }),
    machine.metricAborted({ period }),
  ]),
  row(
    'Plans under way',
    fixMetricNames.map((name) => `- **${name}**: ${fixMetrics[name].counts}`).join('\n'),
    fixMetricNames.map((name) => fixMetric(stack, name, period)),
  ),
];

const fixMetricNames = ['FixesUnderWay', 'FixesStuck', 'FixesFailed'] as const;

const out = ['SlackUndelivered', 'SlackSent', 'SlackRateLimited', 'SlackPlainText'] as const;
const denied = ['SlackRefusedActs', 'SlackForgedRequests'] as const;

const slackRow = (stack: string, title: string, period: Duration, names: readonly SlackMetricName[]): Row =>
  row(
    title,
    names.map((name) => `- **${name}**: ${slackMetrics[name].counts}`).join('\n'),
    names.map((name) => slackMetric(stack, name, period)),
  );

const row = (title: string, markdown: string, left: readonly IMetric[]): Row =>
  new Row(
    new GraphWidget({ title, left: [...left], width: 16, height: 6 }),
    new TextWidget({ markdown: `## ${title}\n${markdown}`, width: 8, height: 6 }),
  );
