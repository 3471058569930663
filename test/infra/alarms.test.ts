import { Duration } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { metricsEveryMinutes } from '#app/watchdog/metrics';
import { at, configs, made, madeOf, stackOf, type Json, type Made } from './topologies.ts';

/** The properties of an alarm. */
function alarmOf(it: Made, name: string): Json {
  const [found] = it.of('AWS::CloudWatch::Alarm').filter(([, { Properties }]) => Properties['AlarmName'] === name);
  if (!found) throw new Error(`no alarm is named ${name}`);
  return found[1].Properties;
}

interface Alarm {
  readonly period: number;
  readonly periods: number;
  readonly statistic: string;
}

function unreadable(intervalMinutes: number): Alarm {
  const swept = stackOf(configs.single, { scanInterval: Duration.minutes(intervalMinutes) });
  const alarm = alarmOf(madeOf(swept), 'Shoalwatch-TargetUnreadable');
  return {
    period: Number(alarm['Period']) / 60,
    periods: Number(alarm['EvaluationPeriods']),
    statistic: String(alarm['Statistic']),
  };
}

/**
 * Whether an alarm ever rings while the watchdog says 1 from one minute up to another, and 0 before and after: looked at every
 * minute, over the periods that end then. Periods in which nothing was said are not breaching.
 */
function rings({ period, periods, statistic }: Alarm, from: number, until: number, phase: number): boolean {
  const said = (minute: number): number => (minute >= from && minute < until ? 1 : 0);
  const isBad = (end: number): boolean => {
    const values: number[] = [];
    for (let at = end - period; at < end; at += 1) if ((at - phase) % metricsEveryMinutes === 0) values.push(said(at));
    return values.length > 0 && (statistic === 'Minimum' ? Math.min(...values) : Math.max(...values)) >= 1;
  };
  for (let now = from; now < until + period; now += 1) {
    if (Array.from({ length: periods }, (_, at) => now - at * period).every(isBad)) return true;
  }
  return false;
}

const intervals = [5, 7, 30, 60, 90, 360, 1440, 2160];

test.each(intervals)('swept every %d minutes, a target that one sweep could not read alarms nobody', (interval) => {
  const alarm = unreadable(interval);
  const late = Math.floor(interval / 4);
  for (let phase = 0; phase < metricsEveryMinutes; phase += 1) {
    expect(rings(alarm, 20_000, 20_000 + interval + late, phase)).toBe(false);
  }
});

test.each(intervals)('swept every %d minutes, one that two sweeps running could not read does', (interval) => {
  const alarm = unreadable(interval);
  const rounds = interval < 2 * metricsEveryMinutes ? 4 : 2;
  for (let phase = 0; phase < metricsEveryMinutes; phase += 1) {
    expect(rings(alarm, 20_000, 20_000 + rounds * interval, phase)).toBe(true);
  }
});

test('an alarm looks back a week at most, and a day where its periods are shorter than an hour', () => {
  for (const interval of [...intervals, 5 * 1440, 7 * 1440]) {
    const { period, periods } = unreadable(interval);
    expect(period).toBeLessThanOrEqual(1440);
    expect(period * periods).toBeLessThanOrEqual(period < 60 ? 1440 : 7 * 1440);
  }
});

test('a fix that failed, and a machine of which one metric alone is written, are heard', () => {
  const queries = alarmOf(made('fixing'), 'Shoalwatch-FixFailed')['Metrics'] as readonly Json[];
  const textsAt = (...path: readonly string[]): readonly string[] =>
    queries.map((it) => at(it, ...path)).filter((it) => typeof it === 'string');
  expect(textsAt('MetricStat', 'Metric', 'MetricName').toSorted()).toEqual([
    ...['ExecutionsAborted', 'ExecutionsFailed', 'ExecutionsTimedOut', 'FixesFailed'],
  ]);
  const summed = queries.filter((it) => at(it, 'MetricStat') !== undefined).map((it) => `FILL(${String(it['Id'])}, 0)`);
  expect(textsAt('Expression')[0]?.split(' + ').toSorted()).toEqual(summed.toSorted());
});
