import { abreast } from '#lib/abreast';
import { ShoalwatchError, type Reading, type Target } from '#model';
import type { Files } from '#store/files';
import { sweepFiles, type SweepFiles } from './files.ts';
import type { SweepRun } from './run.ts';
import type { RoundItem, SweepCloud } from './shapes.ts';

/** What a sweep has come to, by its files. */
export interface Sweep {
  /** Everything that was found, the clusters of the clouds included; each once. */
  readonly targets: readonly Target[];
  readonly readings: readonly Reading[];
  /** Addresses that their cloud confirmed as gone. */
  readonly gone: ReadonlySet<string>;
  readonly missing: Missing;
}

/** What a sweep was to read and did not: it is incomplete as soon as one of these is not empty. */
export interface Missing {
  /** Found, and never read. */
  readonly targets: readonly { readonly target: Target; readonly why: string }[];
  /**
   * Clouds that were not dealt out to their end, or that nobody could enter: whatever the last run knew of them and their
   * clusters, and is no reading here, may still be there.
   */
  readonly clouds: readonly { readonly cloud: SweepCloud; readonly why: string }[];
}

/** How many files are read at once. */
const width = 32;

/**
 * Puts a sweep together for whoever judges it. A file that is missing or is not what it should be leaves its target or
 * its cloud missing; it throws only where the store itself fails.
 */
export async function sweepOf(files: Files, run: SweepRun, clouds: readonly SweepCloud[]): Promise<Sweep> {
  const sweep = sweepFiles({ files, plain: files }, run);
  const parts = await Promise.all(clouds.map((cloud) => partOf(sweep, cloud)));
  const targets = new Map(parts.flatMap((part) => part.items).map(({ target }) => [target.id, target]));
  const read = await abreast([...targets.values()], width, (target) => readingOf(sweep, target));
  return {
    targets: [...targets.values()],
    readings: read.flatMap(({ reading }) => reading ?? []),
    gone: new Set(parts.flatMap(({ gone }) => gone)),
    missing: {
      targets: read.flatMap(({ target, reading, why }) => (reading ? [] : [{ target, why }])),
      clouds: parts.flatMap(({ cloud, why }) => (why === undefined ? [] : [{ cloud, why }])),
    },
  };
}

interface Part {
  readonly cloud: SweepCloud;
  readonly items: readonly RoundItem[];
  readonly gone: readonly string[];
  /** Why the cloud is not whole. */
  readonly why?: string | undefined;
}

async function partOf(sweep: SweepFiles, cloud: SweepCloud): Promise<Part> {
  const items: RoundItem[] = [];
  try {
    const skipped = (await sweep.discovery(cloud))?.skipped;
    if (skipped !== undefined) return { cloud, items, gone: [], why: skipped };
    for (let n = 0; ; n += 1) {
      const round = await sweep.round(cloud, n);
      if (!round) return { cloud, items, gone: [], why: n === 0 ? neverBegun : neverEnded };
      if (round.length === 0) return { cloud, items, gone: (await sweep.gone(cloud)) ?? [] };
      items.push(...round);
    }
  } catch (error) {
    return { cloud, items, gone: [], why: wordsOf(error) };
  }
}

const neverBegun = 'What there is to read was never found out: look in the log of the run.';
const neverEnded = 'Not everything was dealt out to be read: look in the log of the run.';
const neverRead = 'It was found and never read: look in the log of the run.';

async function readingOf(sweep: SweepFiles, target: Target) {
  try {
    return { target, reading: await sweep.reading(target.id), why: neverRead };
  } catch (error) {
    return { target, reading: undefined, why: wordsOf(error) };
  }
}

/** A file that is not what it should be is told of; a store that fails is nobody's answer. */
function wordsOf(error: unknown): string {
  if (error instanceof ShoalwatchError && error.code === 'input') return error.message;
  throw error;
}
