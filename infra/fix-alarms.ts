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

/** A fix that ends in the middle leaves something that a person has to look at, and a silent one is worse. */
export function fixAlarmsIn(scope: Construct, topic: ITopic, machine: StateMachine): readonly Alarm[] {
  const often = { period: Duration.minutes(5), statistic: 'Sum' };
  const alarm = alarmsTo(scope, topic);
  return [
    alarm('FixFailed', {
      means: 'The execution of a plan failed, ran out of its time or was stopped by somebody. See docs/operate.md.',
      metric: new MathExpression({
        expression: 'failed + late + stopped',
        usingMetrics: {
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
      metric: fixMetric(Stack.of(scope).stackName, 'FixesStuck', Duration.minutes(5)),
      ...{ threshold: 1, periods: 3, missing: TreatMissingData.BREACHING },
    }),
  ];
}
