import { lstat, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeFolder } from '#store/drivers/make-folder';

/** A folder into which events are put as files. */
export interface Inbox {
  readonly path: string;
  /** Takes a document in. Answers why it, or parts of it, are no event; rejects where it has to be taken later. */
  readonly take: (document: unknown) => Promise<readonly string[]>;
  /** Hears of a file that holds none, or that cannot be taken. */
  readonly refuse: (path: string, why: string) => void;
  readonly signal: AbortSignal;
}

/** How often the folder is looked at, in milliseconds. */
const pause = 500;

/** The largest file that is read. */
const largest = 16 * 1024 * 1024;

/**
 * Takes the JSON files of a folder in, in the order of their names, until the signal. Each is moved to `taken` or `refused`
 * once what it holds is remembered; one that cannot be remembered now stays, and is taken at a later look.
 */
export async function watchInbox(inbox: Inbox): Promise<void> {
  const { path, signal } = inbox;
  const left: Left = { refused: new Set(), waiting: new Set() };
  while (!signal.aborted) {
    const names = await namesIn(inbox).catch((error: unknown) => {
      once(inbox, left.waiting, path, `The folder cannot be read: ${String(error)}`);
      return [];
    });
    for (const name of names.filter((it) => !left.refused.has(it))) await takeOne(inbox, left, name);
    await wait(pause, undefined, { signal }).catch(() => undefined);
  }
}

/** Files that stay where they are: for good, or until a later look. What is wrong is said once. */
interface Left {
  readonly refused: Set<string>;
  readonly waiting: Set<string>;
}

const once = ({ refuse }: Inbox, said: Set<string>, path: string, why: string): void => {
  if (!said.has(path)) refuse(path, why);
  said.add(path);
};

async function takeOne(inbox: Inbox, left: Left, name: string): Promise<void> {
  const { path, refuse } = inbox;
  try {
    const verdict = await takeFile(inbox, join(path, name));
    if (verdict instanceof Error) once(inbox, left.waiting, join(path, name), `It waits: ${verdict.message}`);
    else await moveTo(path, verdict, name);
  } catch (error) {
    // Whatever is wrong with one file stays with it.
    left.refused.add(name);
    refuse(join(path, name), `It cannot be taken: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A folder that was taken away is made again. */
async function namesIn({ path }: Inbox): Promise<string[]> {
  for (const folder of ['taken', 'refused']) makeFolder(join(path, folder));
  return (await readdir(path)).filter((name) => name.endsWith('.json') && !name.startsWith('.')).sort();
}

/** A name that is there already gets a number: no document that was taken is written over. */
async function moveTo(path: string, folder: string, name: string): Promise<void> {
  const isThere = (one: string): Promise<boolean> =>
    stat(join(path, folder, one)).then(
      () => true,
      () => false,
    );
  let free = name;
  for (let n = 2; await isThere(free); n += 1) free = name.replace(/\.json$/, `-${n}.json`);
  await rename(join(path, name), join(path, folder, free));
}

/** Where a file goes, or why it has to wait. */
async function takeFile({ take, refuse }: Inbox, path: string): Promise<'taken' | 'refused' | Error> {
  const entry = await lstat(path);
  const why = entry.isFile() ? undefined : 'It is no plain file.';
  const tooLarge = entry.size > largest ? `It holds ${entry.size} bytes, more than ${largest}.` : undefined;
  if (why ?? tooLarge) {
    refuse(path, why ?? tooLarge ?? '');
    return 'refused';
  }
  const document = parse(await readFile(path, 'utf8'));
  if (document === undefined) {
    refuse(path, 'It is not JSON.');
    return 'refused';
  }
  try {
    const refused = await take(document);
    for (const one of refused) refuse(path, one);
    return refused.length === 0 ? 'taken' : 'refused';
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
