import type { z } from 'zod';
import { sha256 } from '#lib/hash';
import { ShoalwatchError } from '#model';
import type { Files } from '#store/files';
import { scanIdOf, type SweepRun } from './run.ts';
import {
  discoveredShape,
  goneShape,
  partShape,
  roundShape,
  type Discovered,
  type Part,
  type Round,
  type SweepCloud,
} from './shapes.ts';

/** A batch of a round, as one call reads it. */
export interface Batch {
  readonly cloud: SweepCloud;
  readonly round: number;
  readonly batch: number;
}

/** What was noted of a target or a round: it was cut off by the function's end, or it was begun by itself and never ended. */
export type Note = 'cut' | 'begun';

/**
 * The files of one sweep. Each is written once: whoever comes second reads what stands, so that a step that died and is
 * done again comes to the same. A file that is not what it should be is an input error that names it.
 */
export interface SweepFiles {
  discovery(cloud: SweepCloud): Promise<Discovered | undefined>;
  round(cloud: SweepCloud, round: number): Promise<Round | undefined>;
  /** A part of what was read of a batch, counted from 0; what it holds of a target began when its reading says. */
  part(of: Batch, part: number): Promise<Part | undefined>;
  gone(cloud: SweepCloud): Promise<readonly string[] | undefined>;
  /** Each of these answers what stands in the end. */
  keepDiscovery(cloud: SweepCloud, it: Discovered): Promise<Discovered>;
  keepRound(cloud: SweepCloud, round: number, it: Round): Promise<Round>;
  keepGone(cloud: SweepCloud, ids: readonly string[]): Promise<readonly string[]>;
  /** Writes a part, as JSON of its shape. False where somebody else's stands there already. */
  keepPart(of: Batch, part: number, body: string): Promise<boolean>;
  /** False where it was noted before. */
  note(of: string, what: Note): Promise<boolean>;
  noted(of: string, what: Note): Promise<boolean>;
}

export function sweepFiles(files: Files, run: SweepRun): SweepFiles {
  const root = `sweeps/${scanIdOf(run)}`;
  const of = (cloud: SweepCloud, name: string): string => `${root}/${cloud}/${name}.json`;
  const roundPath = (cloud: SweepCloud, round: number): string => of(cloud, `round-${round}`);
  const partPath = ({ cloud, round, batch }: Batch, part: number): string =>
    of(cloud, `batch-${round}-${batch}/part-${part}`);
  const notePath = (it: string, what: Note): string => `${root}/notes/${hashOf(it)}-${what}.json`;

  const read = async <T>(path: string, shape: z.ZodType<T>, what: string): Promise<T | undefined> => {
    const body = await files.get(path);
    return body === undefined ? undefined : parsed(body, { path, shape, what });
  };
  const keep = async <T>(path: string, it: T, again: () => Promise<T | undefined>): Promise<T> => {
    if (await files.put(path, JSON.stringify(it))) return it;
    return (await again()) ?? it;
  };

  const sweep: SweepFiles = {
    discovery: (cloud) => read(of(cloud, 'discovery'), discoveredShape, 'what was discovered'),
    round: (cloud, round) => read(roundPath(cloud, round), roundShape, 'a round of a sweep'),
    part: (batch, part) => read(partPath(batch, part), partShape, 'a part of what was read'),
    gone: (cloud) => read(of(cloud, 'gone'), goneShape, 'a list of what is gone'),
    keepDiscovery: (cloud, it) => keep(of(cloud, 'discovery'), it, () => sweep.discovery(cloud)),
    keepRound: (cloud, round, it) => keep<Round>(roundPath(cloud, round), it, () => sweep.round(cloud, round)),
    keepGone: (cloud, ids) => keep<readonly string[]>(of(cloud, 'gone'), ids, () => sweep.gone(cloud)),
    keepPart: (batch, part, body) => files.put(partPath(batch, part), body),
    note: (it, what) => files.put(notePath(it, what), JSON.stringify({ of: it })),
    noted: (it, what) => files.has(notePath(it, what)),
  };
  return sweep;
}

const hashOf = (it: string): string => sha256(it).slice(0, 32);

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
