import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from './files.ts';

/** The Files port on a folder. A body appears whole or not at all: it is written beside its place and moved there. */
export function folderFiles(root: string): Files {
  return {
    async get(path) {
      try {
        return await readFile(join(root, path), 'utf8');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async put(path, body) {
      const place = join(root, path);
      if (await exists(place)) return false;
      await mkdir(dirname(place), { recursive: true });
      const beside = `${place}.${process.pid}.part`;
      await writeFile(beside, body);
      await rename(beside, place);
      return true;
    },
  };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
