import { Metrics } from '@aws-lambda-powertools/metrics';
import { fixMetrics, type FixMetrics } from '#app/watchdog/fix-metrics';
import { metricsDimension, metricsNamespace } from '#app/watchdog/metrics';

/** Writes the figures of the fixes as a line of the log, from which CloudWatch takes them. */
export function writeFixMetrics(measured: FixMetrics, stack: string): void {
  const metrics = new Metrics({ namespace: metricsNamespace });
  metrics.clearDefaultDimensions();
  metrics.addDimension(metricsDimension, stack);
  for (const name of Object.keys(fixMetrics)) {
    const value = Object.entries(measured).find(([it]) => it === name)?.[1];
    if (value !== undefined) metrics.addMetric(name, 'Count', value);
  }
  metrics.publishStoredMetrics();
}
