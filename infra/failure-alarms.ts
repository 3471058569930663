import { Duration } from 'aws-cdk-lib';
import { TreatMissingData, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { alarmsTo } from './alarms.ts';

/** Functions that run so seldom that nobody else would see them fail. */
interface Seldom {
  readonly prune: LambdaFunction;
  readonly report: LambdaFunction | undefined;
}

/**
 * Lambda counts every call of a function that fails or comes to its end of time; a call that never came waits in the queue of
 * what could not be delivered. Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function failureAlarmsIn(scope: Construct, topic: ITopic, { prune, report }: Seldom): readonly Alarm[] {
  const alarm = alarmsTo(scope, topic);
  const failed = (of: LambdaFunction) => ({
    metric: of.metricErrors({ period: Duration.hours(1), statistic: 'Sum' }),
    ...{ threshold: 1, periods: 1, missing: TreatMissingData.NOT_BREACHING },
  });
  return [
    alarm('PruneFailed', {
      means: 'What nobody keeps any more was not let go of: nothing is lost, and costs go on. See docs/operate.md.',
      ...failed(prune),
    }),
    ...(report
      ? [
          alarm('ReportFailed', {
            means: 'A report on a schedule was not written. See docs/operate.md.',
            ...failed(report),
          }),
        ]
      : []),
  ];
}
