import { Metrics } from '@aws-lambda-powertools/metrics';
import { metricsDimension, metricsNamespace } from '#app/watchdog/metrics';
import type { SlackMetricName } from '#app/watchdog/slack-metrics';

/** Counts something that happened on the way to Slack or back. */
export type Count = (name: SlackMetricName, value: number) => void;

/** Writes each count as a line of the log, from which CloudWatch takes it: no call is made, and no right is needed. */
export const countsOf =
  (stack: string): Count =>
  (name, value) => {
    const metrics = new Metrics({ namespace: metricsNamespace });
    metrics.clearDefaultDimensions();
    metrics.addDimension(metricsDimension, stack);
    metrics.addMetric(name, 'Count', value);
    metrics.publishStoredMetrics();
  };
