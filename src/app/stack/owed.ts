import { abreast } from '#lib/abreast';
import { marksOf } from './marks.ts';
import type { KeptReread, LookName } from './rereads.ts';
import type { Stack } from './stack.ts';

/** Re-reads by whether they were judged. */
export interface Sorted {
  readonly judged: readonly KeptReread[];
  /** Whoever made them is about to judge them, or died before; by change, in the order in which the first began. */
  readonly owed: readonly (readonly KeptReread[])[];
}

/** Changes whose marks are read at once. */
const width = 32;

/** Sorts re-reads by whether they were judged. What each moved is owed to its own change, and to no other. */
export async function sorted(
  stack: Pick<Stack, 'work'>,
  rereads: readonly KeptReread[],
  own?: Pick<LookName, 'eventId'>,
): Promise<Sorted> {
  const groups = [...Map.groupBy(rereads, ({ by }) => `${by.at} ${by.eventId}`).values()];
  const marked = await abreast(groups, width, async (its) => {
    const [first] = its;
    if (!first || first.by.eventId === own?.eventId) return { judged: its, owed: [] };
    const marks = await marksOf(stack, first.by);
    const isJudged = ({ by: { cloud, look } }: KeptReread): boolean => {
      const mark = marks.get(cloud);
      return mark !== undefined && (mark.ended !== undefined || mark.next > look);
    };
    return { judged: its.filter(isJudged), owed: its.filter((it) => !isJudged(it)) };
  });
  return {
    judged: marked.flatMap(({ judged }) => judged),
    owed: marked.map(({ owed }) => owed).filter((its) => its.length > 0),
  };
}
