import { ShoalwatchError } from '#model';
import type { Ground } from './ground.ts';
import type { Scanned } from './scan.ts';

/**
 * Reads one target as a whole and judges what stands then; the others stay as they were last read. Rejects where the target
 * is none that a sweep found, or nobody is signed in who could read it.
 */
export const readingOneOf =
  ({ input, fleet, inTurn, judge, cloudFor }: Ground) =>
  async (id: string): Promise<Scanned> => {
    const stood = fleet.snapshots().find(({ target }) => target.id === id);
    if (!stood) {
      throw new ShoalwatchError('usage', `no sweep has found the target ${id}`, { cure: 'shoalwatch list targets' });
    }
    const { target } = stood;
    const cloud = await cloudFor(target.provider);
    if (!cloud) throw new ShoalwatchError('cloud', `nobody is signed in who could read ${id}`);
    const order = fleet.begin();
    try {
      const reading = await cloud.collect(target, input.signal);
      return await inTurn(() => {
        fleet.read({ reading, order });
        return judge({ kind: 're-read' });
      });
    } finally {
      fleet.giveUp(order);
    }
  };
