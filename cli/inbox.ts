import { lstat, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeFolder } from '#store/make-folder';

/** A folder into which events are put as files. */
export interface Inbox {
  readonly path: string;
  /** Takes a document in. Answers why it, or parts of it, are no event. */
  readonly take: (document: unknown) => readonly string[];
  /** Hears of a file that holds none, or that cannot be taken. */
  readonly refuse: (path: string, why: string) => void;
  readonly signal: AbortSignal;
}

/** How often the folder is looked at, in milliseconds. */
const pause = 500;

/** The largest file that is read. */
const largest = 16 * 1024 * 1024;

/** Takes the JSON files of a folder in, in the order of their names, until the signal; each is moved to `taken` or `refused`. */
export async function watchInbox(inbox: Inbox): Promise<void> {
  const { path, signal, refuse } = inbox;
  const left = new Set<string>();
  while (!signal.aborted) {
    const names = await namesIn(inbox).catch((error: unknown) => {
      if (!left.has(path)) refuse(path, `The folder cannot be read: ${String(error)}`);
      left.add(path);
      return [];
    });
    for (const name of names.filter((it) => !left.has(it))) {
      try {
        await moveTo(path, (await takeFile(inbox, join(path, name))) ? 'taken' : 'refused', name);
      } catch (error) {
        // Whatever is wrong with one file stays with it.
        left.add(name);
        refuse(join(path, name), `It cannot be taken: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    await wait(pause, undefined, { signal }).catch(() => undefined);
  }
}

/** A folder that was taken away is made again. */
async function namesIn({ path }: Inbox): Promise<string[]> {
  for (const folder of ['taken', 'refused']) makeFolder(join(path, folder));
  return (await readdir(path)).filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
}

/** A name that is there already gets a number: no document that was taken is written over. */
async function moveTo(path: string, folder: string, name: string): Promise<void> {
  const there = new Set(await readdir(join(path, folder)));
  let free = name;
  for (let n = 2; there.has(free); n += 1) free = name.replace(/\.json$/, `-${n}.json`);
  await rename(join(path, name), join(path, folder, free));
}

async function takeFile({ take, refuse }: Inbox, path: string): Promise<boolean> {
  const entry = await lstat(path);
  const why = entry.isFile() ? undefined : 'It is no plain file.';
  const tooLarge = entry.size > largest ? `It holds ${entry.size} bytes, more than ${largest}.` : undefined;
  if (why ?? tooLarge) {
    refuse(path, why ?? tooLarge ?? '');
    return false;
  }
  const document = parse(await readFile(path, 'utf8'));
  const refused = document === undefined ? ['It is not JSON.'] : take(document);
  for (const one of refused) refuse(path, one);
  return refused.length === 0;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
