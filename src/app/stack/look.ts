import { standingOf } from '#engine/settled';
import { stepsOn } from '#engine/simulate';
import type { ActionType, ChangeRecord, Cloud, Instant, Provider, Snapshot } from '#model';
import { withoutGone } from '../follow.ts';
import { nextLook, settles } from '../looks.ts';
import { rereadAt, type Part } from '../re-read.ts';
import { announcedIn } from '../requests.ts';
import type { SweepCloud } from '../sweep/shapes.ts';
import { isCrowded } from './crowded.ts';
import { beganIn, keepReread } from './rereads.ts';
import type { Stack } from './stack.ts';

/** How the targets of a cloud are read, the clusters that it holds included. */
export interface Ways {
  /** The cloud that is looked at. */
  readonly cloud: SweepCloud;
  /** The way to some targets of one provider; undefined where there is none. */
  cloudFor(provider: Provider, targets: readonly string[], snapshots: readonly Snapshot[]): Promise<Cloud | undefined>;
  /** What requests are announced as. */
  readonly actions: readonly ActionType[];
}

/** What a look at one target came to. */
export interface Looked {
  readonly target: string;
  readonly began: Instant;
  readonly isSettled: boolean;
  /** Milliseconds until it is looked at again; none where this was the last look. */
  readonly next: number | undefined;
}

/** What is looked at, and for the how-many-eth time. */
export interface Asking {
  readonly record: ChangeRecord;
  /** From 0 on. */
  readonly look: number;
  readonly snapshots: readonly Snapshot[];
}

/** Reads again what a change touched in one target, and keeps the answer. Undefined where nobody can enter it. */
export async function lookAt(
  stack: Stack,
  ways: Ways,
  { record, look, snapshots }: Asking,
  { stood, touched }: Part,
): Promise<Looked | undefined> {
  const { change } = record;
  const { types, memory } = stack;
  const target = stood.target.id;
  const cloud = await ways.cloudFor(stood.target.provider, [target], snapshots);
  if (!cloud) return undefined;
  const began = await beganIn(stack, stood.startedAt);
  const again = await rereadAt({ cloud, stood, types }, touched);
  await keepReread(stack, { eventId: change.eventId, at: change.at, cloud: ways.cloud, look }, began, again);
  const announced = stepsOn(announcedIn(record, ways.actions), [stood]);
  const asked = { change, announced, touched, types, before: stood, stood: record.stood?.[target] };
  const standing = standingOf({ ...asked, now: withoutGone(again) });
  const isAnnounced = announced.length > 0;
  const isFirst = standing === 'different' && look === 0 && !isAnnounced;
  const crowded = isFirst && (await isCrowded(memory, change));
  const isSettled = settles({ standing, reads: look + 1, isAnnounced, isCrowded: () => crowded });
  const passed = passedAt(look);
  const due = isSettled ? undefined : nextLook(look + 1, standing, passed);
  return { target, began, isSettled, next: due === undefined ? undefined : due - passed };
}

/** Milliseconds from the first look to a later one. */
function passedAt(look: number): number {
  let passed = 0;
  for (let reads = 1; reads <= look; reads += 1) passed = nextLook(reads, 'busy', passed) ?? passed;
  return passed;
}
