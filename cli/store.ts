import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ShoalwatchError, type Memory, type Scan } from '#model';
import { openEmbedded } from '#store/embedded';
import { fileFailure } from './file-failure.ts';
import type { Place } from './place.ts';
import type { Terminal } from './terminal.ts';

export interface Opening {
  /** `act` is for the policy and the waivers: the version of each item guards it, and nobody waits for a run to end. */
  readonly access: 'read' | 'act' | 'write';
  /** Told whom is waited for. */
  readonly screen?: Pick<Terminal, 'note'>;
}

/** Opens what is remembered at a place; no command knows which kind it is. The caller closes it. */
export async function openMemory(place: Place, { access, screen = silent }: Opening): Promise<Memory> {
  if (typeof place !== 'string') {
    const { openStack } = await import('./stack/open.ts');
    return (await openStack(place)).memory;
  }
  return access === 'write' ? storeToWrite(place, screen) : open(place, access);
}

const silent = { note: (): void => undefined };

/** Opens a store for a run. While another run holds it this one says so and waits, ten seconds at the most. */
export function storeToWrite(path: string, screen: Pick<Terminal, 'note'>): Memory {
  try {
    return openEmbedded(path, 'write', 0);
  } catch (error) {
    if (!isHeld(error)) throw unusable(path, error);
  }
  screen.note(`  another run holds the store ${path}: waiting for it`);
  return openEmbedded(path, 'write');
}

/** Opens a store for a run, unless another process holds it. */
export function storeIfFree(path: string): Memory | undefined {
  try {
    return openEmbedded(path, 'write', 0);
  } catch (error) {
    if (isHeld(error)) return undefined;
    throw unusable(path, error);
  }
}

/** Asks a store that is there; it is closed afterwards, and never made. */
export const askStore = <T>(place: Place, question: (memory: Memory) => Promise<T>): Promise<T> =>
  inStore(place, 'read', question);

/** Does something to the policy or the waivers of a store that is there, whoever runs on it. */
export const actInStore = <T>(place: Place, act: (memory: Memory) => Promise<T>): Promise<T> =>
  inStore(place, 'act', act);

async function inStore<T>(place: Place, access: 'read' | 'act', work: (memory: Memory) => Promise<T>): Promise<T> {
  if (typeof place === 'string' && !isThere(place)) {
    throw new ShoalwatchError('store', `there is no store at ${place}`, {
      cure: 'shoalwatch scan, or name one with --store',
    });
  }
  const memory = await openMemory(place, { access });
  try {
    return await work(memory);
  } finally {
    memory.close();
  }
}

/** Whether an embedded store was made already; a stack is looked for when it is opened. */
export const isThere = (place: Place): boolean => typeof place !== 'string' || existsSync(join(place, 'state.db'));

/** The last scan that a store remembers. Throws where there is none. */
export async function latestScan(memory: Memory): Promise<Scan> {
  const [run] = await memory.runs(1);
  const scan = run && (await memory.scan(run.id));
  if (scan) return scan;
  throw new ShoalwatchError('store', 'the store remembers no scan', { cure: 'shoalwatch scan, or shoalwatch demo' });
}

/** A scan by its id. Throws with the ids that the store knows. */
export async function scanById(memory: Memory, id: string): Promise<Scan> {
  const scan = await memory.scan(id);
  if (scan) return scan;
  const known = (await memory.runs(5)).map((run) => run.id);
  const cure = known.length === 0 ? 'shoalwatch scan' : `name one of the last: ${known.join(', ')}`;
  throw new ShoalwatchError('usage', `the store has no scan ${id}`, { cure });
}

function open(path: string, access: 'read' | 'act'): Memory {
  try {
    return openEmbedded(path, access);
  } catch (error) {
    throw unusable(path, error);
  }
}

const isHeld = (error: unknown): boolean => error instanceof ShoalwatchError && error.code === 'store';

function unusable(path: string, error: unknown): unknown {
  if (!isSqlite(error)) return fileFailure(error) ?? error;
  return new ShoalwatchError('store', `the store ${path} cannot be opened: ${error.message}`, {
    cure: 'move it away and scan anew, or name another with --store PATH',
    cause: error,
  });
}

const isSqlite = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
