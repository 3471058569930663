import { takeIn } from '#app/changes/take-in';
import { awsEvents } from '#clouds/aws/events';
import { memoryOn } from '#store/memory';
import { seeded } from '../../sim/seeded.ts';
import { quickPorts } from '../../support/quick-store.ts';
import { steppedClock } from '../../support/stepped-clock.ts';
import type { Figure, Options } from '../figures.ts';
import { changingEstate, isCluster, isGroup } from './events/changing-estate.ts';
import { drifting, type Drift } from './events/drift.ts';
import { amiss, fileAlone, watching } from './events/watched.ts';

const changes = { quick: 400, usual: 2000, full: 10_000 } as const;

/** The share of events that never arrives. */
const lost = 0.05;

/** Changes whose events are dropped, late, out of order and doubled: what the next sweep leaves unfound. */
export async function r5({ size, seed }: Options): Promise<Figure> {
  const clock = steppedClock();
  const random = seeded(`${seed}/dropped`);
  const estate = changingEstate({ seed, clusters: 4, clock });
  const { watch, memory } = watching({ estate, clock, memory: memoryOn(quickPorts()), live: fileAlone });
  await watch.sweep();
  const draw = drifting(estate, random);
  const all = { made: 0, dropped: 0, doubled: 0, unfound: 0, missed: 0, sweeps: 0 };

  const deliver = async ({ event }: Drift): Promise<void> => {
    const { changes: told } = takeIn(event(clock.now()), [awsEvents]);
    await clock.sleep(random.integer(0, 900_000));
    await watch.take(told);
    await Promise.all(told.map((one) => watch.hear(one)));
  };
  const changeOne = (object: string): Promise<unknown>[] => {
    const drift = draw(object);
    drift.apply();
    all.made += 1;
    if (random.chance(lost)) {
      all.dropped += 1;
      return [];
    }
    const isDoubled = random.chance(0.02);
    if (isDoubled) all.doubled += 1;
    return isDoubled ? [deliver(drift), deliver(drift)] : [deliver(drift)];
  };

  while (all.made < changes[size]) {
    const objects = [...estate.objects.values()].filter((it) => isCluster(it) || isGroup(it)).map(({ id }) => id);
    const delivered: Promise<unknown>[] = [];
    for (const id of objects) {
      delivered.push(...changeOne(id));
      await clock.sleep(1000);
    }
    await Promise.all(delivered);
    all.unfound += await amiss(memory, estate);
    await watch.sweep();
    all.sweeps += 1;
    all.missed += await amiss(memory, estate);
  }
  return {
    id: 'R5',
    counts: { dropped: all.dropped, missedDrift: all.missed },
    table: [
      ['changes', 'events dropped', 'events doubled', 'amiss before the sweeps', 'amiss after them'],
      [all.made, all.dropped, all.doubled, all.unfound, all.missed],
    ],
    notes: [
      `${all.sweeps} sweeps; events arrive up to 15 minutes late, in any order; an estate in memory, virtual time`,
    ],
    missed: [
      ...(all.missed > 0 ? [`${all.missed} findings are amiss after the sweep that followed`] : []),
      ...(all.unfound === 0 ? ['no dropped event left anything to find'] : []),
    ],
  };
}
