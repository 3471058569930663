import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkedPath, type Files } from '../files.ts';

/** The Files port on a folder. A body appears whole or not at all: it is written beside its place and moved there. */
export function folderFiles(root: string): Files {
  const writing = new Map<string, Promise<boolean>>();
  const placeOf = (path: string): string => join(root, checkedPath(path));

  const write = async (place: string, body: string): Promise<boolean> => {
    if (await exists(place)) return false;
    await mkdir(dirname(place), { recursive: true });
    const beside = `${place}.${process.pid}.part`;
    await writeFile(beside, body);
    await rename(beside, place);
    return true;
  };

  return {
    async get(path) {
      try {
        return await readFile(placeOf(path), 'utf8');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async put(path, body) {
      const place = placeOf(path);
      // Of two who write one path at the same time the first does; where it fails, the other may try.
      for (let first = writing.get(place); first; first = writing.get(place)) if (await settled(first)) return false;
      const mine = write(place, body).finally(() => writing.delete(place));
      writing.set(place, mine);
      return mine;
    },
    has: (path) => exists(placeOf(path)),
  };
}

/** Whether a write came to its end; its own writer is told why it did not. */
const settled = (write: Promise<boolean>): Promise<boolean> =>
  write.then(
    () => true,
    () => false,
  );

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Whether an error says that there is no such file or folder. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
