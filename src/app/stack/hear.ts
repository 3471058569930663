import { stepsOn } from '#engine/plan/simulate';
import type { ChangeRecord } from '#model';
import { recordOf } from '../changes/moves.ts';
import { partsOf } from '../changes/re-read.ts';
import { stoodOf } from '../changes/stood.ts';
import type { SweepCloud } from '../sweep/shapes.ts';
import type { Tracked } from '../changes/take-in.ts';
import { cloudsOf } from './homes.ts';
import { lastFleet, near, type LastFleet } from './last-fleet.ts';
import { keepMark, marksOf } from './marks.ts';
import type { Orders } from './orders.ts';
import type { Stack } from './stack.ts';

/** What hearing of a change came to. */
export type HeardOf = 'ordered' | 'repeated' | 'outside';

/**
 * Remembers a change with all that following it needs, and orders that what it will do is announced and that it is looked
 * after. The same event twice, or after a function that died with it, comes to the same. Rejects where it has to be delivered
 * again.
 */
export async function hear(stack: Stack, orders: Orders, tracked: Tracked): Promise<HeardOf> {
  const { memory, types } = stack;
  const { change } = tracked;
  const known = await memory.changeOf(change);
  if (known && known.state !== 'following') return 'repeated';
  const fleet = await lastFleet(memory, near(change.touched, types));
  const record = known ?? (await remembered(stack, tracked, fleet));
  if (record.state === 'outside') return 'outside';
  const marks = await marksOf(stack, change);
  const fresh = [...cloudsOf(change, fleet, types)].filter((cloud) => !marks.has(cloud));
  if (fresh.length === 0) return 'repeated';
  const { eventId, at } = change;
  if (isAnnounced(stack, tracked, record, fleet)) await orders.judge({ do: 'announce', eventId, at }, 0);
  for (const cloud of fresh) await looked(stack, orders, record, cloud);
  return 'ordered';
}

async function remembered(
  { memory, types, standing, clock }: Stack,
  tracked: Tracked,
  fleet: LastFleet | undefined,
): Promise<ChangeRecord> {
  const { touched } = tracked.change;
  const parts = fleet ? partsOf(fleet.snapshots, touched, types) : [];
  const places = new Set([...parts.map(({ stood }) => stood.target.id), ...touched.map(({ target }) => target)]);
  const open = fleet && parts.length > 0 ? await standing(fleet.run.id, (id) => places.has(id)) : [];
  const heardAt = new Date(clock.now()).toISOString();
  const fresh = { ...recordOf(tracked, open, stoodOf(fleet?.snapshots ?? [], touched, types)), heardAt };
  const { requests: _, stood: __, ...rest } = fresh;
  // Before the first run nobody knows what will be watched.
  const isOutside = fleet !== undefined && parts.length === 0;
  const record: ChangeRecord = isOutside ? { ...rest, state: 'outside' } : fresh;
  return memory.begin(record);
}

/** Whether the request was kept beside the change, and is about something that stands. */
function isAnnounced(
  { types }: Stack,
  { change, announced }: Tracked,
  { requests }: ChangeRecord,
  fleet: LastFleet | undefined,
): boolean {
  if (!fleet || requests === undefined) return false;
  const stood = partsOf(fleet.snapshots, change.touched, types).map((part) => part.stood);
  return stepsOn(announced, stood).length > 0;
}

/** Orders the first look in a cloud. */
async function looked(stack: Stack, orders: Orders, { change }: ChangeRecord, cloud: SweepCloud): Promise<void> {
  const { eventId, at } = change;
  await orders.order(cloud, { eventId, at, look: 0 }, 0);
  await keepMark(stack, change, cloud, { next: 0 });
}
