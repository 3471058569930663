import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { checkedPath, type Listed, type PrunedFiles } from '../files.ts';
import { folderFiles, isMissing } from './folder-files.ts';

/** The files of a folder for the one who takes away what nothing names any more. What a dead writer left half done is listed, too. */
export function prunedFolder(root: string): PrunedFiles {
  return {
    ...folderFiles(root),
    async *list(folder) {
      const entries = await readdir(join(root, checkedPath(folder)), { recursive: true, withFileTypes: true }).catch(
        noneIfMissing,
      );
      const places = entries.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name));
      for (let at = 0; at < places.length; at += pageSize) {
        yield await Promise.all(places.slice(at, at + pageSize).map((place) => listedAt(root, place)));
      }
    },
    async remove(paths) {
      for (const path of paths) await rm(join(root, checkedPath(path)), { force: true });
    },
  };
}

const pageSize = 1000;

const listedAt = async (root: string, place: string): Promise<Listed> => ({
  path: relative(root, place).split(sep).join('/'),
  writtenAt: (await stat(place)).mtimeMs,
});

function noneIfMissing(error: unknown): never[] {
  if (isMissing(error)) return [];
  throw error;
}
