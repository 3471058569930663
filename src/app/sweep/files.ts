import type { z } from 'zod';
import { sha256 } from '#lib/hash';
import { ShoalwatchError, type Reading } from '#model';
import type { Files } from '#store/files';
import { scanIdOf, type SweepRun } from './run.ts';
import {
  discoveredShape,
  goneShape,
  readingShape,
  roundShape,
  type Discovered,
  type RoundItem,
  type SweepCloud,
} from './shapes.ts';

/** Where the rounds of a sweep are written, and everything else of it. */
export interface SweepStore {
  readonly files: Files;
  /** For what the state machine reads, which takes no gzip. The same place as `files`. */
  readonly plain: Files;
}

/** What was noted of a target: it was cut off by the function's end, or it was begun by itself and never ended. */
export type Note = 'cut' | 'begun';

/**
 * The files of one sweep. Each is written once: whoever comes second reads what stands, so that a step that died and is
 * done again comes to the same. A file that is not what it should be is an input error that names it.
 */
export interface SweepFiles {
  /** The path of a round, as the state machine is told it. */
  roundPath(cloud: SweepCloud, round: number): string;
  discovery(cloud: SweepCloud): Promise<Discovered | undefined>;
  round(cloud: SweepCloud, round: number): Promise<readonly RoundItem[] | undefined>;
  /** What was read of a target; its instant is when the read began. */
  reading(target: string): Promise<Reading | undefined>;
  isRead(target: string): Promise<boolean>;
  gone(cloud: SweepCloud): Promise<readonly string[] | undefined>;
  /** Each of these answers what stands in the end. */
  keepDiscovery(cloud: SweepCloud, it: Discovered): Promise<Discovered>;
  keepRound(cloud: SweepCloud, round: number, items: readonly RoundItem[]): Promise<readonly RoundItem[]>;
  keepGone(cloud: SweepCloud, ids: readonly string[]): Promise<readonly string[]>;
  /** The first reading of a target stays. */
  keepReading(reading: Reading): Promise<void>;
  /** False where it was noted before. */
  note(target: string, what: Note): Promise<boolean>;
  noted(target: string, what: Note): Promise<boolean>;
}

export function sweepFiles({ files, plain }: SweepStore, run: SweepRun): SweepFiles {
  const root = `sweeps/${scanIdOf(run)}`;
  const of = (cloud: SweepCloud, name: string): string => `${root}/${cloud}/${name}.json`;
  const roundPath = (cloud: SweepCloud, round: number): string => of(cloud, `round-${round}`);
  const readingPath = (target: string): string => `${root}/readings/${hashOf(target)}.json`;
  const notePath = (target: string, what: Note): string => `${root}/notes/${hashOf(target)}-${what}.json`;

  const read = async <T>(path: string, shape: z.ZodType<T>, what: string): Promise<T | undefined> => {
    const body = await files.get(path);
    return body === undefined ? undefined : parsed(body, { path, shape, what });
  };
  const keep = async <T>(path: string, it: T, again: () => Promise<T | undefined>, into = files): Promise<T> => {
    if (await into.put(path, JSON.stringify(it))) return it;
    return (await again()) ?? it;
  };

  const sweep: SweepFiles = {
    roundPath,
    discovery: (cloud) => read(of(cloud, 'discovery'), discoveredShape, 'what was discovered'),
    round: (cloud, round) => read(roundPath(cloud, round), roundShape, 'a round of a sweep'),
    async reading(target) {
      const path = readingPath(target);
      const reading = await read(path, readingShape, 'a reading');
      if (reading && reading.target.id !== target) throw wrong(path, 'a reading of its target', reading.target.id);
      return reading;
    },
    isRead: (target) => files.has(readingPath(target)),
    gone: (cloud) => read(of(cloud, 'gone'), goneShape, 'a list of what is gone'),
    keepDiscovery: (cloud, it) => keep(of(cloud, 'discovery'), it, () => sweep.discovery(cloud)),
    keepRound: (cloud, round, items) =>
      keep<readonly RoundItem[]>(roundPath(cloud, round), items, () => sweep.round(cloud, round), plain),
    keepGone: (cloud, ids) => keep<readonly string[]>(of(cloud, 'gone'), ids, () => sweep.gone(cloud)),
    async keepReading(reading) {
      await files.put(readingPath(reading.target.id), JSON.stringify(reading));
    },
    note: (target, what) => files.put(notePath(target, what), JSON.stringify({ target })),
    noted: (target, what) => files.has(notePath(target, what)),
  };
  return sweep;
}

const hashOf = (target: string): string => sha256(target).slice(0, 32);

interface Expected<T> {
  readonly path: string;
  readonly shape: z.ZodType<T>;
  readonly what: string;
}

function parsed<T>(body: string, { path, shape, what }: Expected<T>): T {
  const result = shape.safeParse(contentOf(body, path, what));
  if (result.success) return result.data;
  const [first] = result.error.issues;
  throw wrong(path, what, first ? `${first.path.map(String).join('.')}: ${first.message}` : '');
}

function contentOf(body: string, path: string, what: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw wrong(path, what, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

const wrong = (path: string, what: string, why: string, cause?: unknown): ShoalwatchError =>
  new ShoalwatchError('input', `${path} in the bucket is not ${what}: ${why.slice(0, 300)}`, {
    cure: 'the next sweep writes files of its own; look in the log of the bucket who wrote this one',
    cause,
  });
