import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A folder into which events are put as files. */
export interface Inbox {
  readonly path: string;
  /** Takes a document in. Answers why it, or parts of it, are no event. */
  readonly take: (document: unknown) => readonly string[];
  /** Hears of a file that holds none. */
  readonly refuse: (path: string, why: string) => void;
  readonly signal: AbortSignal;
}

/** How often the folder is looked at, in milliseconds. */
const pause = 500;

/** The largest file that is read. */
const largest = 16 * 1024 * 1024;

/** Takes the JSON files of a folder in, in the order of their names, until the signal; each is moved to `taken` or `refused`. */
export async function watchInbox(inbox: Inbox): Promise<void> {
  const { path, signal } = inbox;
  for (const folder of ['taken', 'refused']) await mkdir(join(path, folder), { recursive: true });
  while (!signal.aborted) {
    const names = (await readdir(path)).filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
    for (const name of names) {
      const taken = await takeFile(inbox, join(path, name));
      await rename(join(path, name), join(path, taken ? 'taken' : 'refused', name));
    }
    await wait(pause, undefined, { signal }).catch(() => undefined);
  }
}

async function takeFile({ take, refuse }: Inbox, path: string): Promise<boolean> {
  const { size } = await stat(path);
  if (size > largest) {
    refuse(path, `It holds ${size} bytes, more than ${largest}.`);
    return false;
  }
  const document = parse(await readFile(path, 'utf8'));
  const refused = document === undefined ? ['It is not JSON.'] : take(document);
  for (const why of refused) refuse(path, why);
  return refused.length === 0;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
