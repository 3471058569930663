import { clock } from './wire/clock.ts';
import { configText } from './wire/config-text.ts';
import { environmentNames, environmentOf } from './wire/environment.ts';
import { fleetOf, writeMetrics } from './wire/metrics.ts';
import { storeOf } from './wire/store.ts';

/** Called every five minutes: writes how the fleet stands. Whatever fails leaves a hole that an alarm hears. */
export async function handler(): Promise<void> {
  const environment = environmentOf(environmentNames.watchdog);
  const store = storeOf(environment);
  const { metrics, keep } = await fleetOf({ store, config: await configText(), now: clock.now() });
  writeMetrics(metrics, environment);
  await keep();
}
