import { stepsOn } from '#engine/simulate';
import type { ChangeRecord } from '#model';
import { announceChange } from '../announce-change.ts';
import { movesOf, recordOf } from '../moves.ts';
import { partsOf } from '../re-read.ts';
import { stoodOf } from '../stood.ts';
import type { SweepCloud } from '../sweep/shapes.ts';
import type { Tracked } from '../take-in.ts';
import { alone, busy } from './alone.ts';
import { cloudOf } from './homes.ts';
import { lastFleet, near, type LastFleet } from './last-fleet.ts';
import { keepMark, marksOf } from './marks.ts';
import type { Look } from './reread.ts';
import { nowIn, type Stack } from './stack.ts';

/** How re-reads are ordered. */
export interface Orders {
  order(cloud: SweepCloud, look: Look, seconds: number): Promise<void>;
}

/** What hearing of a change came to. */
export type HeardOf = 'ordered' | 'repeated' | 'outside';

/**
 * Remembers a change with all that following it needs, orders that it is looked after, and announces what it will do. The
 * same event twice, or after a function that died with it, comes to the same. Answers `busy` where others judged for so many
 * milliseconds, so that it has to be announced later. Rejects where it has to be delivered again.
 */
export async function hear(
  stack: Stack,
  orders: Orders,
  tracked: Tracked,
  patience: number,
): Promise<HeardOf | typeof busy> {
  const { memory, types } = stack;
  const { change, announced } = tracked;
  const known = await memory.changeOf(change);
  if (known && known.state !== 'following') return 'repeated';
  const fleet = await lastFleet(memory, near(change.touched, types));
  const record = known ?? (await remembered(stack, tracked, fleet));
  if (record.state === 'outside') return 'outside';
  const isOrdered = await order(stack, orders, record, fleet);
  if (
    !fleet ||
    stepsOn(
      announced,
      partsOf(fleet.snapshots, change.touched, types).map(({ stood }) => stood),
    ).length === 0
  )
    return isOrdered ? 'ordered' : 'repeated';
  const done = await alone(stack, patience, (held) => announceIt({ ...stack, memory: held }, tracked));
  return done === busy ? busy : isOrdered ? 'ordered' : 'repeated';
}

async function remembered(
  { memory, types }: Stack,
  tracked: Tracked,
  fleet: LastFleet | undefined,
): Promise<ChangeRecord> {
  const { touched } = tracked.change;
  const stood = stoodOf(fleet?.snapshots ?? [], touched, types);
  const fresh = recordOf(tracked, await memory.findings(), stood);
  const { requests: _, stood: __, ...rest } = fresh;
  // Before the first run nobody knows what will be watched.
  const isOutside = fleet !== undefined && partsOf(fleet.snapshots, touched, types).length === 0;
  const record: ChangeRecord = isOutside ? { ...rest, state: 'outside' } : fresh;
  await memory.keep(record);
  return record;
}

/** Orders the first look in each cloud that it touched, unless that was done before. */
async function order(
  stack: Stack,
  orders: Orders,
  { change }: ChangeRecord,
  fleet: LastFleet | undefined,
): Promise<boolean> {
  const marks = await marksOf(stack, change);
  const places = fleet
    ? partsOf(fleet.snapshots, change.touched, stack.types).map(({ stood }) => stood.target)
    : change.touched.map(({ target: id }) => ({
        id,
        provider: id.startsWith('k8s:') ? ('kubernetes' as const) : change.provider,
      }));
  const clouds = new Set(places.flatMap((target) => cloudOf(target, stack.types) ?? []));
  const fresh = [...clouds].filter((cloud) => !marks.has(cloud));
  const { eventId, at } = change;
  for (const cloud of fresh) {
    await orders.order(cloud, { eventId, at, look: 0 }, 0);
    await keepMark(stack, change, cloud, { next: 0 });
  }
  return fresh.length > 0;
}

/** Judges what stands as if the request had taken effect. A change that the answers have shown meanwhile says nothing any more. */
async function announceIt({ memory, live, ...stack }: Stack, { change, announced }: Tracked): Promise<void> {
  const record = await memory.changeOf(change);
  const fleet = await lastFleet(memory, near(change.touched, stack.types));
  if (record?.state !== 'following' || !fleet) return;
  const at = nowIn(stack);
  const moves = await movesOf(record, memory, true);
  const { snapshots } = fleet;
  const heard = { change, announced, snapshots, known: moves.announced() };
  const changes = await announceChange({ ...heard, memory, at, ...(await live(at)) });
  moves.add(changes);
  if (changes.length > 0 || moves.announced().length > record.announced.length) await moves.keep('following', 0);
}
