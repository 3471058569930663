import { abreast } from '#lib/abreast';
import { ShoalwatchError } from '#model';
import type { Batch, SweepFiles } from './files.ts';
import type { Part, Read, RoundItem, SweepCloud } from './shapes.ts';

/**
 * Hands over what was read of a batch, part by part, each target once: what was written first counts. Answers why something of
 * it cannot be read, where that is so; what stands in such a part counts as unread. Throws where the store itself fails.
 */
export async function eachRead(
  files: SweepFiles,
  batch: Batch,
  items: readonly RoundItem[],
  take: (it: Read) => void,
): Promise<string | undefined> {
  const waiting = new Set(items.map(({ target }) => target.id));
  let why: string | undefined;
  for (let number = 0; waiting.size > 0; number += 1) {
    const part = await partOr(files, batch, number, (words) => (why ??= words));
    if (!part) break;
    // What is none of the batch is nobody's reading.
    for (const it of part) if (waiting.delete(it.reading.target.id)) take(it);
  }
  return why;
}

/** Hands over what was read of a cloud in all its rounds, each target once. */
export async function eachReadOf(files: SweepFiles, cloud: SweepCloud, take: (it: Read) => void): Promise<void> {
  const taken = new Set<string>();
  const takeOnce = (it: Read): void => {
    if (taken.has(it.reading.target.id)) return;
    taken.add(it.reading.target.id);
    take(it);
  };
  for (let round = 0; ; round += 1) {
    const batches = await files.round(cloud, round);
    if (!batches) return;
    await abreast([...batches.entries()], width, ([batch, items]) =>
      eachRead(files, { cloud, round, batch }, items, takeOnce),
    );
  }
}

/** Batches that are looked through at once: their files are large. */
export const width = 4;

/** A part; nothing of one that is not what it should be, and undefined where there is none. */
async function partOr(
  files: SweepFiles,
  batch: Batch,
  number: number,
  tell: (why: string) => void,
): Promise<Part | undefined> {
  try {
    return await files.part(batch, number);
  } catch (error) {
    tell(wordsOf(error));
    return [];
  }
}

/** A file that is not what it should be is told of; a store that fails is nobody's answer. */
export function wordsOf(error: unknown): string {
  if (error instanceof ShoalwatchError && error.code === 'input') return error.message;
  throw error;
}

/** Characters after which what was read is written: a process that dies loses no more than that. */
const usual = 8_000_000;

/** Writes what is read of a batch, many targets in one file: each file is paid for. */
export interface PartWriter {
  add(it: Read): Promise<void>;
  /** Writes what is left. */
  end(): Promise<void>;
}

/** A part is written as soon as it has `most` characters; what somebody else wrote of the same targets counts. */
export function partWriter(files: SweepFiles, batch: Batch, most = usual): PartWriter {
  const kept = new Map<string, string>();
  let size = 0;
  let next = 0;
  let turn: Promise<void> = Promise.resolve();

  const write = async (own: Map<string, string>): Promise<void> => {
    for (; own.size > 0; next += 1) {
      if (await files.keepPart(batch, next, `[${[...own.values()].join(',')}]`)) own.clear();
      else {
        const stands = await partOr(files, batch, next, () => undefined);
        for (const { reading } of stands ?? []) own.delete(reading.target.id);
      }
    }
  };
  const end = (): Promise<void> => {
    const own = new Map(kept);
    kept.clear();
    size = 0;
    const done = turn.then(() => write(own));
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    async add(it) {
      const text = JSON.stringify(it);
      kept.set(it.reading.target.id, text);
      size += text.length;
      if (size >= most) await end();
    },
    end,
  };
}
