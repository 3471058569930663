import { awsCloud } from '#clouds/aws/cloud';
import { gateOf, type Sent } from '#clouds/gate';
import type { Reading } from '#model';
import { quickClock } from '../support/quick-clock.ts';

export interface Sweep {
  readonly readings: readonly Reading[];
  readonly sent: readonly Sent[];
}

/** Reads the account of the environment's credentials at the environment's endpoint, every region of it. */
export async function sweep(): Promise<Sweep> {
  const clock = quickClock();
  const gate = gateOf({ clock, attempts: 2 });
  const cloud = awsCloud({ gate, clock });
  const { targets } = await cloud.discover();
  const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
  return { readings, sent: gate.trace };
}
