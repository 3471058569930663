import { canonicalJson } from '#lib/canonical';
import { clip, redactSecrets } from '#lib/text';
import { snapshotOf } from '#engine/snapshot-id';
import {
  ShoalwatchError,
  type Clock,
  type Cloud,
  type Gap,
  type Reading,
  type Resource,
  type Target,
  type Type,
} from '#model';
import type { Batch, SweepFiles } from './files.ts';
import { eachRead, partWriter, type PartWriter } from './parts.ts';
import type { RoundItem } from './shapes.ts';
import { stopAfter, withinTime } from './stop.ts';

/** What a step of a sweep reads a cloud with. */
export interface Reader<Way extends keyof Cloud> {
  readonly files: SweepFiles;
  readonly clock: Clock;
  readonly cloud: Pick<Cloud, Way>;
  /** The way into a cluster that was read. */
  readonly inside: (cluster: Resource, signal: AbortSignal) => Promise<Pick<Cloud, Way>>;
  /** Every type that is read, of the cloud and of its clusters. */
  readonly types: readonly Type[];
  /** When the function began, in milliseconds since 1970. */
  readonly began: number;
}

export interface CollectBatch extends Reader<'collect'> {
  readonly batch: Batch;
  /** What discovery could not find out: it belongs to the readings of its targets. */
  readonly gaps: readonly Gap[];
}

/** What became of a batch, target by target. */
export interface Collected {
  /** Read now, or before. */
  readonly read: number;
  /** Given up: their readings say why. */
  readonly failed: readonly string[];
  /** Cut off by the end of the function's time; they are tried once more. */
  readonly cut: readonly string[];
  /** Not begun: the next round deals them out. */
  readonly left: number;
}

/** Milliseconds after which a function that reads stops by itself: a minute before it would be stopped. */
export const stopsAfter = 240_000;
/** Nothing is begun after so many of them: it would hardly come to its end. */
const beginsWithin = 180_000;
/** Targets that are read at once. */
const atOnce = 4;
/** From this round on one is read after the other: whichever takes the function down then takes nobody with it. */
const aloneFrom = 2;

type End = 'read' | 'failed' | 'cut' | 'left';

/** Reads a batch of targets, each with its own end: one that fails is a reading with a gap, and ends no other. */
export async function collectBatch(batch: CollectBatch, items: readonly RoundItem[]): Promise<Collected> {
  const { clock, began, files } = batch;
  const time = stopAfter(began + stopsAfter, clock);
  const ends = new Map<string, End>();
  await eachRead(files, batch.batch, items, ({ reading }) => ends.set(reading.target.id, 'read'));
  const waiting = items.filter(({ target }) => !ends.has(target.id));
  const isAlone = items.some(({ again = 0 }) => again >= aloneFrom);
  // Whoever is begun alone may take the function down: what was read before is written by then.
  const writer = partWriter(files, batch.batch, isAlone ? 0 : undefined);
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item; item = waiting.shift()) {
      const mayBegin = !time.signal.aborted && clock.now() - began < beginsWithin;
      ends.set(item.target.id, mayBegin ? await collectOne(batch, item, time.signal, writer) : 'left');
    }
  };
  try {
    await Promise.all(Array.from({ length: isAlone ? 1 : atOnce }, work));
  } finally {
    time.over();
    await writer.end();
  }
  const those = (end: End): string[] => [...ends].filter(([, it]) => it === end).map(([id]) => id);
  return { read: those('read').length, failed: those('failed'), cut: those('cut'), left: those('left').length };
}

async function collectOne(batch: CollectBatch, item: RoundItem, signal: AbortSignal, writer: PartWriter): Promise<End> {
  const { files, clock, gaps, types } = batch;
  const { target, cluster, again = 0 } = item;
  const startedAt = new Date(clock.now()).toISOString();
  const keep = (reading: Reading): Promise<void> => {
    const { id: digest, ...ordered } = snapshotOf(reading, types);
    return writer.add({ reading: ordered, digest });
  };
  const giveUp = async (reason: Gap['reason'], detail: string): Promise<End> => {
    const held = types.filter(({ scope }) => target.scopes.includes(scope)).map(({ name }) => name);
    const gap: Gap = { target: target.id, api: 'collect', reason, types: held, detail };
    await keep({ target, startedAt, resources: [], complete: [], gaps: [gap] });
    return 'failed';
  };
  if (again >= aloneFrom && !(await mayBeginAlone(files, target))) return giveUp('timeout', neverEnded);

  const ended = await withinTime(signal, async () => {
    const cloud = cluster === undefined ? batch.cloud : await batch.inside(cluster, signal);
    return cloud.collect(target, signal);
  });
  if ('answer' in ended) {
    await keep(withGaps(ended.answer, gaps));
    return 'read';
  }
  if ('error' in ended) {
    if (ended.error instanceof ShoalwatchError && ended.error.code === 'store') throw ended.error;
    return giveUp('malformed', `The read ended with an error: ${wordsOf(ended.error)}`);
  }
  return (await files.note(target.id, 'cut')) ? 'cut' : giveUp('timeout', cutTwice);
}

const neverEnded = 'The function that read it never came to its end, several times.';
const cutTwice = `It could not be read within ${stopsAfter / 60_000} minutes, twice.`;

/** Whoever was begun alone before and was not cut off took the function down. */
const mayBeginAlone = async (files: SweepFiles, { id }: Target): Promise<boolean> =>
  (await files.note(id, 'begun')) || (await files.noted(id, 'cut'));

/** A reading with what discovery could not find out of its target, each said once. */
function withGaps(reading: Reading, gaps: readonly Gap[]): Reading {
  const factOf = ({ api, reason, resource, types }: Gap): string => canonicalJson({ api, reason, resource, types });
  const known = new Set(reading.gaps.map(factOf));
  const more = gaps.filter((gap) => gap.target === reading.target.id && !known.has(factOf(gap)));
  return more.length === 0 ? reading : { ...reading, gaps: [...reading.gaps, ...more] };
}

const wordsOf = (error: unknown): string =>
  clip(redactSecrets(error instanceof Error ? error.message : String(error)), 300);
