import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { fleetMetrics, metricsDimension, metricsNamespace, type FleetMetricName } from '#app/watchdog/metrics';

/** A metric that the watchdog writes. */
export const fleetMetric = (stack: string, name: FleetMetricName, period: Duration): Metric =>
  new Metric({
    namespace: metricsNamespace,
    metricName: name,
    dimensionsMap: { [metricsDimension]: stack },
    statistic: fleetMetrics[name].statistic,
    period,
  });
