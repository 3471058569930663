import { announceChange } from '../changes/announce.ts';
import { announcedIn } from '../changes/requests.ts';
import { awaitedIn, movesKnown } from './awaited.ts';
import { lastFleet, near } from './last-fleet.ts';
import type { ToJudge } from './orders.ts';
import type { Judge } from './stack.ts';

/**
 * Judges what stands as if the request of a change had taken effect. Of a change that the answers have shown meanwhile nothing
 * is said any more. Nobody else judges meanwhile.
 */
export async function announceIt(stack: Judge, order: ToJudge): Promise<void> {
  const { memory, live, clock, types, actions } = stack;
  const record = await memory.changeOf(order);
  if (record?.state !== 'following') return;
  const { change } = record;
  const fleet = await lastFleet(memory, near(change.touched, types));
  if (!fleet) return;
  const at = new Date(clock.now()).toISOString();
  const moves = await movesKnown(stack, record, await awaitedIn(stack), fleet.snapshots);
  const { snapshots } = fleet;
  const heard = { change, announced: announcedIn(record, actions), snapshots, known: moves.announced() };
  const changes = await announceChange({ ...heard, memory, at, ...(await live(at)) });
  moves.add(changes);
  if (changes.length > 0 || moves.announced().length > record.announced.length) await moves.keep('following', 0);
}
