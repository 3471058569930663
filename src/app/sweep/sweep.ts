import { abreast } from '#lib/abreast';
import type { Reading, Snapshot, Target } from '#model';
import type { Files } from '#store/files';
import { sweepFiles, type SweepFiles } from './files.ts';
import { eachRead, width, wordsOf } from './parts.ts';
import type { SweepRun } from './run.ts';
import type { SweepCloud } from './shapes.ts';

/** What a sweep has come to, by its files. */
export interface Sweep {
  /** Everything that was found, the clusters of the clouds included; each once. */
  readonly targets: readonly Target[];
  /** With the ids that their snapshots have, where those were worked out when they were read. */
  readonly readings: readonly (Reading | Snapshot)[];
  /** Addresses that their cloud confirmed as gone. */
  readonly gone: ReadonlySet<string>;
  readonly missing: Missing;
  /** The targets that alone were to be read: of the others nothing is said. Everything was where it is absent. */
  readonly only?: readonly string[] | undefined;
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

/**
 * Puts a sweep together for whoever judges it. A file that is missing or is not what it should be leaves its targets or
 * its cloud missing; it throws only where the store itself fails.
 */
export async function sweepOf(files: Files, run: SweepRun, clouds: readonly SweepCloud[]): Promise<Sweep> {
  const sweep = sweepFiles(files, run);
  const parts = await Promise.all(clouds.map((cloud) => partOf(sweep, cloud)));
  const found = new Map(parts.flatMap((part) => [...part.found]));
  return {
    ...(run.only && { only: run.only }),
    targets: [...found.values()].map(({ target }) => target),
    readings: [...found.values()].flatMap(({ reading }) => reading ?? []),
    gone: new Set(parts.flatMap(({ gone }) => gone)),
    missing: {
      targets: [...found.values()].flatMap(({ target, reading, why }) => (reading ? [] : [{ target, why }])),
      clouds: parts.flatMap(({ cloud, why }) => (why === undefined ? [] : [{ cloud, why }])),
    },
  };
}

/** A target that was dealt out, and what was read of it first. */
interface Found {
  readonly target: Target;
  readonly reading?: Snapshot;
  /** Why there is none, where there is none. */
  readonly why: string;
}

interface Part {
  readonly cloud: SweepCloud;
  readonly found: ReadonlyMap<string, Found>;
  readonly gone: readonly string[];
  /** Why the cloud is not whole. */
  readonly why?: string | undefined;
}

async function partOf(sweep: SweepFiles, cloud: SweepCloud): Promise<Part> {
  const found = new Map<string, Found>();
  try {
    const skipped = (await sweep.discovery(cloud))?.skipped;
    if (skipped !== undefined) return { cloud, found, gone: [], why: skipped };
    for (let n = 0; ; n += 1) {
      const round = await sweep.round(cloud, n);
      if (!round) return { cloud, found, gone: [], why: n === 0 ? neverBegun : neverEnded };
      if (round.length === 0) return { cloud, found, gone: (await sweep.gone(cloud)) ?? [] };
      for (const { target } of round.flat()) {
        if (!found.has(target.id)) found.set(target.id, { target, why: neverRead });
      }
      await abreast([...round.entries()], width, async ([batch, items]) => {
        const why = await eachRead(sweep, { cloud, round: n, batch }, items, ({ reading, digest: id }) => {
          const it = found.get(reading.target.id);
          if (it && !it.reading) found.set(reading.target.id, { ...it, reading: { ...reading, id } });
        });
        if (why === undefined) return;
        for (const { target } of items) if (!found.get(target.id)?.reading) found.set(target.id, { target, why });
      });
    }
  } catch (error) {
    return { cloud, found, gone: [], why: wordsOf(error) };
  }
}

const neverBegun = 'What there is to read was never found out: look in the log of the run.';
const neverEnded = 'Not everything was dealt out to be read: look in the log of the run.';
const neverRead = 'It was found and never read: look in the log of the run.';
