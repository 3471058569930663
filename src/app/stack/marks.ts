import { sha256 } from '#lib/hash';
import type { Change } from '#model';
import type { SweepCloud } from '../sweep/shapes.ts';
import { day, expiryIn, type Stack } from './stack.ts';

/** How far the looks after a change have come in one cloud. */
export interface Mark {
  /** The look that comes next: those before it have been made, kept, and followed by it. */
  readonly next: number;
  /** How they ended, once they have: `outside` where there was nothing to look at. */
  readonly ended?: Ended;
}

export type Ended = 'settled' | 'unsettled' | 'outside';

type Named = Pick<Change, 'eventId' | 'at'>;

const partition = 'looks';
const prefixOf = ({ eventId, at }: Named): string => `${at} ${sha256(eventId).slice(0, 32)} `;

/** Longer than any queue holds a message. */
const kept = 15 * day;

/** The marks of a change, by cloud. */
export async function marksOf({ work }: Pick<Stack, 'work'>, change: Named): Promise<ReadonlyMap<string, Mark>> {
  const prefix = prefixOf(change);
  const { items } = await work.query(partition, prefix);
  return new Map(items.map(({ sort, body }) => [sort.slice(prefix.length), body as Mark]));
}

/** Marks how far it has come. Where that was marked already, or more, it stays. */
export async function keepMark(
  stack: Pick<Stack, 'work' | 'clock'>,
  change: Named,
  cloud: SweepCloud,
  body: Mark,
): Promise<void> {
  const key = { partition, sort: `${prefixOf(change)}${cloud}` };
  for (;;) {
    const was = await stack.work.get(key);
    if (was && isAsFar(was.body as Mark, body)) return;
    const version = (was?.version ?? 0) + 1;
    if (await stack.work.put({ ...key, version, body, expires: expiryIn(stack, kept) })) return;
  }
}

const isAsFar = (was: Mark, is: Mark): boolean =>
  was.ended !== undefined || (is.ended === undefined && was.next >= is.next);
