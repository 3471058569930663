import type { Touched, Type } from '#model';
import { partsOf, type Part } from '../changes/re-read.ts';
import { heardOf } from './crowded.ts';
import { cloudOf, homeOf } from './homes.ts';
import { lastFleet, near, type LastFleet } from './last-fleet.ts';
import { lookAt, type Looked, type Ways } from './look.ts';
import { keepMark, marksOf, type Ended, type Mark } from './marks.ts';
import type { Look, Orders } from './orders.ts';
import type { Stack } from './stack.ts';

/** How a cloud is looked at, and how the next look and the judgement are ordered. */
export interface Looking extends Ways, Orders {}

/** What an order came to: how far the change is in the cloud, or why nothing was done. */
export type Came = Ended | 'following' | 'unknown' | 'repeated' | 'early';

/** Until the first sweep has ended a change waits for it, but not for longer than this, in milliseconds. */
const firstSweep = 7_200_000;
const untilThen = 120;

/**
 * Looks at what a change touched in one cloud, keeps what was read, and orders the next look and the judgement. An order that
 * comes twice, or after a function that died with it, comes to the same.
 */
export async function lookAfter(stack: Stack, ways: Looking, order: Look): Promise<Came> {
  const { memory, types, clock } = stack;
  const { eventId, at } = order;
  const record = await memory.changeOf(order);
  if (!record) return 'unknown';
  if (record.state !== 'following') return 'repeated';
  const toJudge = (): Promise<void> => ways.judge({ do: 'judge', eventId, at }, 0);
  if (await isMade(stack, ways, order)) {
    // Whoever made it may have died before it ordered the judgement.
    await toJudge();
    return 'repeated';
  }
  const fleet = await lastFleet(memory, around(record.change.touched, types));
  if (!fleet && clock.now() - heardOf(record) < firstSweep) {
    await ways.order(ways.cloud, order, untilThen);
    return 'early';
  }
  const looks = await looksAt(stack, ways, { ...order, record, fleet });
  if (await isMade(stack, ways, order)) return 'repeated';
  const made = looks.flatMap((it) => it ?? []);
  const left = made.filter(({ next }) => next !== undefined);
  const ended = left.length === 0 ? endOf(order, looks) : undefined;
  const isUnsettled = endOf(order, looks) === 'unsettled';
  if (left.length > 0) {
    const seconds = Math.ceil(Math.min(...left.flatMap(({ next }) => next ?? [])) / 1000);
    const rest = left.map(({ target }) => target);
    const next = { eventId, at, look: order.look + 1, left: rest, ...(isUnsettled && { unsettled: true }) };
    await ways.order(ways.cloud, next, seconds);
  }
  await keepMark(stack, order, ways.cloud, { next: order.look + 1, ...(ended && { ended }) });
  if (ended !== undefined || made.some(({ isMoved }) => isMoved) || !(await isStill(stack, fleet))) await toJudge();
  return ended ?? 'following';
}

interface Asked extends Look {
  readonly record: Parameters<typeof lookAt>[2]['record'];
  readonly fleet: LastFleet | undefined;
}

/** A look at each target that is left; undefined for one that nobody can enter. */
async function looksAt(
  stack: Stack,
  ways: Looking,
  { record, fleet, look, left }: Asked,
): Promise<readonly (Looked | undefined)[]> {
  if (!fleet) return [];
  const parts = partsOf(fleet.snapshots, record.change.touched, stack.types).filter(
    ({ stood: { target } }) => cloudOf(target, stack.types) === ways.cloud && (left?.includes(target.id) ?? true),
  );
  return Promise.all(parts.map((part: Part) => lookAt(stack, ways, { record, look, fleet }, part)));
}

async function isMade(stack: Stack, { cloud }: Looking, order: Look): Promise<boolean> {
  const mark: Mark | undefined = (await marksOf(stack, order)).get(cloud);
  return mark !== undefined && (mark.ended !== undefined || mark.next > order.look);
}

/** How the looks end where none is left. Nobody watches what it touched where no look found anything to look at. */
function endOf({ look, left, unsettled }: Look, looks: readonly (Looked | undefined)[]): Ended {
  if (look === 0 && looks.length === 0) return 'outside';
  const made = looks.flatMap((it) => it ?? []);
  const isLacking = made.length < Math.max(looks.length, left?.length ?? 1);
  const isLate = made.some(({ isSettled, next }) => !isSettled && next === undefined);
  return unsettled === true || isLacking || isLate ? 'unsettled' : 'settled';
}

/** Whether no other run was judged meanwhile: what a look found unmoved might not stand so any more. */
const isStill = async ({ memory }: Stack, fleet: LastFleet | undefined): Promise<boolean> =>
  (await memory.runs(1))[0]?.id === fleet?.run.id;

/** The targets that a look needs: those that the change may concern, and those that hold the clusters among them. */
function around(touched: readonly Touched[], types: readonly Type[]): ((target: string) => boolean) | undefined {
  const homes = touched.flatMap((it) => {
    const target = homeOf(it.target, types);
    return target === undefined ? [] : [{ ...it, target }];
  });
  return near([...touched, ...homes], types);
}
