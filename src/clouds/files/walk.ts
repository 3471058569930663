import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { compareText } from '#lib/text';
import type { Flaw } from './unreadable.ts';

/** A file below a root, or what stands in the way of reading it. */
export interface Entry {
  /** With forward slashes, relative to the root; below the root's own name when there are several roots. */
  readonly path: string;
  readonly folder: string;
  readonly file: string;
  readonly flaw?: Flaw;
}

/** Folders of tools, which hold no answers. */
const tools = new Set(['.git', '.hg', '.svn', 'node_modules', '.shoalwatch']);

/**
 * All files below the given paths, folder by folder, in the order of their names. Links to files that leave a root, and
 * links to folders, are named and not followed.
 */
export async function* walk(paths: readonly string[]): AsyncGenerator<Entry> {
  const roots = [...new Set(paths)].sort(compareText);
  for (const path of roots) yield* below(path, roots.length > 1 ? path.split(sep).join('/').replace(/\/+$/, '') : '');
}

async function* below(path: string, label: string): AsyncGenerator<Entry> {
  const parent = { root: dirname(path), real: dirname(path), label: label === '' ? '' : posix.dirname(label) };
  try {
    const isFolder = (await stat(path)).isDirectory();
    const real = await realpath(isFolder ? path : dirname(path));
    if (isFolder) yield* folder({ root: path, real, label }, path);
    else yield* entry({ ...parent, real }, parent.root, basename(path), await lstat(path));
  } catch (error) {
    yield refusal(parent, parent.root, basename(path), 'not-readable', codeOf(error));
  }
}

interface Root {
  readonly root: string;
  readonly real: string;
  readonly label: string;
}

async function* folder(root: Root, at: string): AsyncGenerator<Entry> {
  let names: Dirent[];
  try {
    names = await readdir(at, { withFileTypes: true });
  } catch (error) {
    yield refusal(root, dirname(at), basename(at), 'not-readable', codeOf(error));
    return;
  }
  const folders: string[] = [];
  for (const found of names.sort((a, b) => compareText(a.name, b.name))) {
    const isFolder = yield* entry(root, at, found.name, found);
    if (isFolder) folders.push(found.name);
  }
  for (const name of folders) yield* folder(root, join(at, name));
}

/** One name of a folder; answers whether it is a folder to be looked into. */
async function* entry(root: Root, at: string, name: string, found: Dirent | Stats): AsyncGenerator<Entry, boolean> {
  if (found.isSymbolicLink()) {
    yield await linked(root, at, name);
  } else if (found.isDirectory()) {
    if (!tools.has(name)) return true;
    yield refusal(root, at, name, 'not-a-document', 'a folder of tools');
  } else if (found.isFile()) {
    yield pathsOf(root, at, name);
  } else yield refusal(root, at, name, 'not-a-document', 'not a regular file');
  return false;
}

async function linked(root: Root, at: string, name: string): Promise<Entry> {
  const file = join(at, name);
  try {
    const real = await realpath(file);
    if (!real.startsWith(root.real + sep)) return refusal(root, at, name, 'outside', 'a link that leaves the folder');
    const it = await stat(file);
    if (it.isFile()) return pathsOf(root, at, name);
    const what = it.isDirectory() ? 'a link to a folder' : 'a link to what is not a regular file';
    return refusal(root, at, name, 'outside', what);
  } catch (error) {
    return refusal(root, at, name, 'not-readable', codeOf(error));
  }
}

function pathsOf({ root, label }: Root, at: string, name: string) {
  const below = relative(root, at).split(sep).join('/');
  const inRoot = [label, below].filter((part) => part !== '' && part !== '.').join('/');
  return {
    folder: inRoot === '' ? '.' : inRoot,
    path: inRoot === '' ? name : `${inRoot}/${name}`,
    file: join(at, name),
  };
}

const refusal = (root: Root, at: string, name: string, reason: Flaw['reason'], detail: string): Entry => ({
  ...pathsOf(root, at, name),
  flaw: { reason, detail },
});

/** The system's name of an error; anything else is a defect and passes through. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
