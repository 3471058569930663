import { Duration, Stack } from 'aws-cdk-lib';
import { MathExpression, Metric, TreatMissingData, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { fixMetrics, type FixMetricName } from '#app/watchdog/fix-metrics';
import { metricsDimension, metricsNamespace } from '#app/watchdog/metrics';
import { alarmsTo } from './alarms.ts';

/** A figure that the function writes which looks after fixes. */
export const fixMetric = (stack: string, name: FixMetricName, period: Duration): Metric =>
  new Metric({
    namespace: metricsNamespace,
    metricName: name,
    dimensionsMap: { [metricsDimension]: stack },
    statistic: fixMetrics[name].statistic,
    period,
  });

/**
 * A fix that fails, is taken back or ends in the middle leaves something that a person has to look at, and a silent one is
 * worse. A metric of which nothing was written in a period would leave their sum without a value: it counts as none.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function fixAlarmsIn(scope: Construct, topic: ITopic, machine: StateMachine): readonly Alarm[] {
  const { stackName } = Stack.of(scope);
  const often = { period: Duration.minutes(5), statistic: 'Sum' };
  const alarm = alarmsTo(scope, topic);
  return [
    alarm('FixFailed', {
      means:
        'A plan failed or was rolled back, or its execution failed, ran out of its time or was stopped. See docs/operate.md.',
      metric: new MathExpression({
        expression: 'FILL(bad, 0) + FILL(failed, 0) + FILL(late, 0) + FILL(stopped, 0)',
        usingMetrics: {
          bad: fixMetric(stackName, 'FixesFailed', often.period),
          failed: machine.metricFailed(often),
          late: machine.metricTimedOut(often),
          stopped: machine.metricAborted(often),
        },
        period: often.period,
      }),
      ...{ threshold: 1, periods: 1, missing: TreatMissingData.NOT_BREACHING },
    }),
    alarm('FixStuck', {
      means: 'Nothing was heard of a plan under way for two hours, or nobody looks after plans. See docs/operate.md.',
      metric: fixMetric(stackName, 'FixesStuck', often.period),
      ...{ threshold: 1, periods: 3, missing: TreatMissingData.BREACHING },
    }),
  ];
}
