import { Metrics } from '@aws-lambda-powertools/metrics';
import { z } from 'zod';
import { minutesOf, schedule } from '#app/config/deployment';
import { targets } from '#app/config/targets';
import { lookAfter, type LookedAt } from '#app/watchdog/look-after';
import { fleetMetrics, metricsDimension, metricsNamespace, type FleetMetrics } from '#app/watchdog/metrics';
import { waiversIn, waiversKnown } from '#app/watchdog/waivers';
import type { Waiver } from '#model';
import { rostersOn } from '#store/runs/rosters';
import { environmentNames, environmentOf } from './environment.ts';
import type { Store } from './store.ts';

/** What the watchdog needs of the config. */
const deployed = z.object({ targets: targets.optional(), schedule: schedule.optional() });

/** An hour, as the stack sweeps where its config says nothing. */
const usualInterval = 60;

/** What the watchdog is told: where it is, and what is to be watched. */
export interface Watchdog {
  readonly store: Pick<Store, 'memory' | 'files'>;
  /** The text of shoalwatch.json. */
  readonly config: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Looks after the fleet once. */
export async function fleetOf({ store: { memory, files }, config, now }: Watchdog): Promise<LookedAt> {
  const content: unknown = JSON.parse(config);
  const { targets: places, schedule: { full = '' } = {} } = deployed.parse(content);
  const file: readonly Waiver[] = waiversIn(content);
  return lookAfter({
    ...{ memory, places, rosters: rostersOn(files), interval: minutesOf(full) ?? usualInterval },
    waivers: () => waiversKnown(memory, file),
    at: new Date(now).toISOString(),
  });
}

/**
 * Writes metrics as lines of the log in the embedded metric format, from which CloudWatch takes them: nobody has to be
 * allowed to put metric data, and no call is paid.
 */
export function writeMetrics(measured: FleetMetrics, { STACK_NAME } = environmentOf(environmentNames.watchdog)): void {
  const metrics = new Metrics({ namespace: metricsNamespace });
  // The name of a service would be a dimension of its own, which no alarm asks for.
  metrics.clearDefaultDimensions();
  metrics.addDimension(metricsDimension, STACK_NAME);
  for (const [name, { unit }] of Object.entries(fleetMetrics)) {
    const value = Object.entries(measured).find(([it]) => it === name)?.[1];
    if (value !== undefined) metrics.addMetric(name, unit, value);
  }
  metrics.publishStoredMetrics();
}
