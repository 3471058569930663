import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { metricsEveryMinutes } from '#app/watchdog/metrics';
import { fleetMetric } from './watching.ts';

export interface Alarms {
  readonly topic: ITopic;
  readonly deadQueues: Readonly<Record<string, Queue>>;
  /** Queues in which nothing may lie for long. */
  readonly liveQueues: Readonly<Record<string, Queue>>;
  readonly intervalMinutes: number;
  /** Percent of what was to be judged. */
  readonly coverageFloor: number;
}

/** The stack watches itself: what is not told by a metric in time is an alarm too, for a silent auditor is the worst failure. */
export function alarmsIn(
  scope: Construct,
  { topic, deadQueues, liveQueues, intervalMinutes, coverageFloor }: Alarms,
): readonly Alarm[] {
  const stack = Stack.of(scope).stackName;
  const often = Duration.minutes(metricsEveryMinutes);
  const lasting = lastingOver(intervalMinutes);
  const alarm = alarmsTo(scope, topic);
  return [
    alarm('ScanStale', {
      means: 'Some target was not swept for twice the interval, or the watchdog is silent. See docs/operate.md.',
      metric: fleetMetric(stack, 'StaleTargets', often),
      ...{ threshold: 1, periods: 3, missing: TreatMissingData.BREACHING },
    }),
    alarm('CoverageLow', {
      means: `Less than ${coverageFloor} % of what was to be judged could be: reads are refused or fail. See docs/operate.md.`,
      metric: fleetMetric(stack, 'CoveragePercent', often),
      ...{ threshold: coverageFloor, periods: 3, below: true, missing: TreatMissingData.BREACHING },
    }),
    alarm('TargetUnreadable', {
      means: 'A target refuses its role or sign-in, two sweeps running. See docs/operate.md.',
      metric: fleetMetric(stack, 'UnreadableTargets', lasting.period).with({ statistic: 'Minimum' }),
      ...{ threshold: 1, periods: lasting.periods, missing: TreatMissingData.NOT_BREACHING },
    }),
    alarm('WaiverExpiredOpen', {
      means: 'The waiver of a critical finding has ended, and the finding is open. See docs/operate.md.',
      metric: fleetMetric(stack, 'ExpiredWaiversOpenCritical', often),
      ...{ threshold: 1, periods: 1, missing: TreatMissingData.NOT_BREACHING },
    }),
    ...Object.entries(deadQueues).map(([id, queue]) =>
      alarm(`QueueDead-${id}`, {
        means: `Something could not be handled and waits in ${id}. See docs/operate.md.`,
        metric: queue.metricApproximateNumberOfMessagesVisible({ period: often, statistic: 'Maximum' }),
        ...{ threshold: 1, periods: 1, missing: TreatMissingData.NOT_BREACHING },
      }),
    ),
    ...Object.entries(liveQueues).map(([id, queue]) =>
      alarm(`QueueLate-${id}`, {
        means: `Something has been waiting in ${id} for a quarter of an hour. See docs/operate.md.`,
        metric: queue.metricApproximateAgeOfOldestMessage({ period: often, statistic: 'Maximum' }),
        ...{ threshold: 15 * 60, periods: 2, missing: TreatMissingData.NOT_BREACHING },
      }),
    ),
  ];
}

const day = 24 * 60;

/**
 * What the watchdog says of a sweep it says until the next one has ended. What holds for all of one interval and a half was said
 * by two sweeps, unless the second came late by half an interval. A period is a day at most, and all of them are a week at most;
 * it holds one word of the watchdog at least, and one sweep every five minutes may have two.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
function lastingOver(intervalMinutes: number): { readonly period: Duration; readonly periods: number } {
  const minutes = Math.min(Math.max(Math.floor(intervalMinutes / 2), metricsEveryMinutes), day);
  const periods = Math.max(3, Math.min(Math.ceil((1.5 * intervalMinutes) / minutes), Math.floor((7 * day) / minutes)));
  return { period: Duration.minutes(minutes), periods };
}

/** Makes alarms that go to a topic, and say there when it is over. */
export const alarmsTo =
  (scope: Construct, topic: ITopic) =>
  (id: string, told: Told): Alarm => {
    const made = new Alarm(scope, id, {
      alarmName: `${Stack.of(scope).stackName}-${id}`,
      alarmDescription: told.means,
      metric: told.metric,
      threshold: told.threshold,
      comparisonOperator: told.below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: told.periods,
      treatMissingData: told.missing,
    });
    made.addAlarmAction(new SnsAction(topic));
    made.addOkAction(new SnsAction(topic));
    return made;
  };

/** What an alarm hears, and what it means. */
export interface Told {
  readonly means: string;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly periods: number;
  readonly below?: boolean;
  readonly missing: TreatMissingData;
}

/** Where alarms go unless a topic is given. Subscribe a mailbox or a pager to it. */
export function alarmTopicIn(scope: Construct, key: Key): Topic {
  const topic = new Topic(scope, 'AlarmTopic', { displayName: 'Shoalwatch alarms', masterKey: key, enforceSSL: true });
  const cloudwatch = new ServicePrincipal('cloudwatch.amazonaws.com');
  const conditions = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
  topic.addToResourcePolicy(
    new PolicyStatement({
      ...{ sid: 'Alarms', effect: Effect.ALLOW, principals: [cloudwatch], conditions },
      ...{ actions: ['sns:Publish'], resources: [topic.topicArn] },
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      ...{ sid: 'Alarms', effect: Effect.ALLOW, principals: [cloudwatch], conditions },
      ...{ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] },
    }),
  );
  return topic;
}
