import { refreshed } from '#engine/moved/refresh';
import { standingOf } from '#engine/moved/settled';
import { stepsOn } from '#engine/plan/simulate';
import { snapshotOf } from '#engine/snapshot-id';
import type { ActionType, ChangeRecord, Cloud, Provider, Snapshot } from '#model';
import { withoutGone } from '../changes/follow.ts';
import { goneOf } from '../gone.ts';
import { nextLook, settles } from '../changes/looks.ts';
import { rereadAt, type Part } from '../changes/re-read.ts';
import { announcedIn } from '../changes/requests.ts';
import type { SweepCloud } from '../sweep/shapes.ts';
import { isCrowded } from './crowded.ts';
import type { LastFleet } from './last-fleet.ts';
import { beganIn, keepReread } from './rereads.ts';
import type { Stack } from './stack.ts';

/** How the targets of a cloud are read, the clusters that it holds included. */
export interface Ways {
  /** The cloud that is looked at. */
  readonly cloud: SweepCloud;
  /** The way to a target of one provider; undefined where there is none. */
  cloudFor(provider: Provider, target: string, fleet: LastFleet): Promise<Cloud | undefined>;
  /** What requests are announced as. */
  readonly actions: readonly ActionType[];
}

/** What a look at one target came to. */
export interface Looked {
  readonly target: string;
  readonly isSettled: boolean;
  /** Whether anything of the target stands otherwise than it did. */
  readonly isMoved: boolean;
  /** Milliseconds until it is looked at again; none where this was the last look. */
  readonly next: number | undefined;
}

/** What is looked at, and for the how-many-eth time. */
export interface Asking {
  readonly record: ChangeRecord;
  /** From 0 on. */
  readonly look: number;
  readonly fleet: LastFleet;
}

/** Reads again what a change touched in one target, and keeps the answer. Undefined where nobody can enter it. */
export async function lookAt(
  stack: Stack,
  ways: Ways,
  { record, look, fleet }: Asking,
  { stood, touched }: Part,
): Promise<Looked | undefined> {
  const { change } = record;
  const { types, memory } = stack;
  const target = stood.target.id;
  const cloud = await ways.cloudFor(stood.target.provider, target, fleet);
  if (!cloud) return undefined;
  const began = await beganIn(stack, stood.startedAt);
  const again = await rereadAt({ cloud, stood, types }, touched);
  const now = snapshotOf(refreshed(stood, again), types);
  const gone = await goneIn(stack, cloud, fleet, now);
  const { eventId, at } = change;
  await keepReread(stack, { eventId, at }, began, { ...again, gone: again.gone.union(gone) });
  const announced = stepsOn(announcedIn(record, ways.actions), [stood]);
  const asked = { change, announced, touched, types, before: stood, stood: record.stood?.[target] };
  const standing = standingOf({ ...asked, now: withoutGone(again) });
  const isAnnounced = announced.length > 0;
  const isFirst = standing === 'different' && look === 0 && !isAnnounced;
  const crowded = isFirst && (await isCrowded(memory, record));
  const isSettled = settles({ standing, reads: look + 1, isAnnounced, isCrowded: () => crowded });
  const passed = passedAt(look);
  const due = isSettled ? undefined : nextLook(look + 1, standing, passed);
  const isMoved = now.id !== stood.id || gone.size > 0;
  return { target, isSettled, isMoved, next: due === undefined ? undefined : due - passed };
}

/** What has open findings in a target, stands in no reading any more, and by its own read does not exist. */
async function goneIn(
  { standing, types }: Stack,
  cloud: Cloud,
  { run, snapshots }: LastFleet,
  now: Snapshot,
): Promise<ReadonlySet<string>> {
  const before = await standing(run.id, (id) => id === now.target.id);
  const others = snapshots.filter(({ target }) => target.id !== now.target.id);
  return goneOf({ before, snapshots: [...others, now], clouds: [cloud], types });
}

/** Milliseconds from the first look to a later one. */
function passedAt(look: number): number {
  let passed = 0;
  for (let reads = 1; reads <= look; reads += 1) passed = nextLook(reads, 'busy', passed) ?? passed;
  return passed;
}
