import type { Change, ChangeRecord, Memory, Snapshot, Touched, Type } from '#model';
import { most, movesOf, type Moves } from '../changes/moves.ts';
import { partsOf } from '../changes/re-read.ts';
import type { Judge } from './stack.ts';

/** What was announced and has not come yet. */
export interface Awaited {
  /** Announced findings whose change is still looked after. */
  readonly awaited: ReadonlySet<string>;
  /** All that may still be announced; undefined where that cannot be told without reading all findings. */
  readonly announced: readonly string[] | undefined;
}

type Knowing = Pick<Judge, 'memory' | 'isSure' | 'standing' | 'types'>;

/** What is awaited but for one change that has had its looks. Where nobody died lately the records of changes say it. */
export async function awaitedIn({ memory, isSure }: Knowing, over?: Pick<Change, 'eventId'>): Promise<Awaited> {
  const records = isSure ? await memory.following() : [];
  if (!isSure || records.some(({ announced }) => announced.length >= most)) {
    return { awaited: await awaitedAmong(memory, over), announced: undefined };
  }
  const others = records.filter(({ change }) => change.eventId !== over?.eventId);
  return {
    awaited: new Set(others.flatMap(({ announced }) => announced)),
    announced: [...new Set(records.flatMap(({ announced }) => announced))],
  };
}

async function awaitedAmong(memory: Memory, over?: Pick<Change, 'eventId'>): Promise<ReadonlySet<string>> {
  const announced = (await memory.findings()).filter(({ status }) => status === 'announced');
  const awaited = new Set<string>();
  for (const [eventId, its] of Map.groupBy(announced, ({ change }) => change?.eventId)) {
    const change = its[0]?.change;
    if (!change || eventId === over?.eventId) continue;
    const record = await memory.changeOf(change);
    if (record?.state === 'following') for (const { id } of its) awaited.add(id);
  }
  return awaited;
}

/**
 * Goes on with the record of a change. Where nobody died lately it says itself what was moved for it, and what stands open of what
 * it touched is what the last run left open in its targets, and what was announced since.
 */
export function movesKnown(
  stack: Knowing,
  record: ChangeRecord,
  { announced }: Awaited,
  snapshots: readonly Snapshot[],
): Promise<Moves> {
  const { memory, types, standing } = stack;
  const lists = [record.announced, record.opened, record.closed];
  const isWhole = announced !== undefined && lists.every(({ length }) => length < most);
  const { touched } = record.change;
  return movesOf(record, memory, !isWhole, async (own) => {
    const [run] = await memory.runs(1);
    if (!announced || !run) return memory.findings();
    const places = placesOf(snapshots, touched, types);
    const open = await standing(run.id, (target) => places.has(target));
    const coming = await memory.findingsOf([...new Set([...announced, ...own])]);
    return [...new Map([...open, ...coming].map((it) => [it.id, it])).values()];
  });
}

const placesOf = (
  snapshots: readonly Snapshot[],
  touched: readonly Touched[],
  types: readonly Type[],
): ReadonlySet<string> => {
  const places = partsOf(snapshots, touched, types).map(({ stood }) => stood.target.id);
  return new Set([...places, ...touched.map(({ target }) => target)]);
};
