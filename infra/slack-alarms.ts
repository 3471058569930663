import { Duration, Stack } from 'aws-cdk-lib';
import { Metric, TreatMissingData, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { metricsDimension, metricsNamespace } from '#app/watchdog/metrics';
import { slackMetrics, type SlackMetricName } from '#app/watchdog/slack-metrics';
import { alarmsTo } from './alarms.ts';

/** A count that the functions write which speak with Slack. */
export const slackMetric = (stack: string, name: SlackMetricName, period: Duration): Metric =>
  new Metric({
    namespace: metricsNamespace,
    metricName: name,
    dimensionsMap: { [metricsDimension]: stack },
    statistic: slackMetrics[name].statistic,
    period,
  });

/** Clicks of people without the right in an hour, and requests that were not signed, which are more than a mistake. */
const deniedAnHour = { acts: 5, requests: 20 } as const;

/** They go to the topic alone: who cannot be told by Slack is not told by Slack that Slack cannot be told. */
export function slackAlarmsIn(scope: Construct, topic: ITopic): readonly Alarm[] {
  const stack = Stack.of(scope).stackName;
  const alarm = alarmsTo(scope, topic);
  const quiet = { periods: 1, missing: TreatMissingData.NOT_BREACHING };
  return [
    alarm('SlackUndelivered', {
      means: 'Slack takes nothing for a channel: a token, an invitation, or Slack is down. See docs/operate.md.',
      metric: slackMetric(stack, 'SlackUndelivered', Duration.minutes(5)),
      ...{ threshold: 1, ...quiet },
    }),
    alarm('ApprovalDenied-Acts', {
      means: 'People press or type what they may not, again and again. See docs/operate.md.',
      metric: slackMetric(stack, 'SlackRefusedActs', Duration.hours(1)),
      ...{ threshold: deniedAnHour.acts, ...quiet },
    }),
    alarm('ApprovalDenied-Requests', {
      means:
        'Somebody sends requests that Slack did not sign, or the signing secret is an old one. See docs/operate.md.',
      metric: slackMetric(stack, 'SlackForgedRequests', Duration.hours(1)),
      ...{ threshold: deniedAnHour.requests, ...quiet },
    }),
  ];
}
