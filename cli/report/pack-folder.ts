import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { manifestPath, signaturePath, type PackFile } from '#app/pack/manifest';
import { told, verifyPack, type HeldFile, type PackFolder } from '#app/pack/verify';
import { sha256 } from '#lib/hash';
import { ShoalwatchError } from '#model';
import { makeFolder } from '#store/drivers/make-folder';

/** What changes a disk: each of these is a step at which a process can die. */
export interface Disk {
  mkdir(path: string): Promise<unknown>;
  writeFile(path: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { readonly recursive: true; readonly force: true }): Promise<void>;
  rmdir(path: string): Promise<void>;
}

/**
 * Writes a pack into a folder that is not there yet, or is empty: beside it first, and then moved there at once, so that a
 * process that dies leaves no pack or a whole one. The same pack once more changes nothing; what it would write over is a
 * usage error.
 */
export async function writePack(
  folder: string,
  files: readonly PackFile[],
  disk: Disk = { mkdir, writeFile, rename, rm, rmdir },
): Promise<void> {
  if (folder === '') throw new ShoalwatchError('usage', '--pack names no folder');
  const place = resolve(folder);
  makeFolder(dirname(place));
  await removeLeftovers(place, disk);
  if (await stands(place, files, disk)) return;
  const beside = `${place}.${process.pid}.${randomUUID()}.part`;
  try {
    // Never made once more where somebody took it away: what was written before would be missing from the pack.
    for (const path of new Set(['.', ...files.map((it) => dirname(it.path))])) await disk.mkdir(join(beside, path));
    for (const { path, text } of files) await disk.writeFile(join(beside, path), text);
    await disk.rename(beside, place);
  } catch (error) {
    // Where that fails too, the next one that writes this pack takes it away.
    await disk.rm(beside, { recursive: true, force: true }).catch(() => undefined);
    throw isTaken(error) ? occupied(folder) : error;
  }
}

/** The files of a folder, with what in it is none. Throws what the file system says where it cannot be read. */
export async function readPack(folder: string): Promise<PackFolder> {
  const files = new Map<string, HeldFile>();
  const strange: string[] = [];
  const look = async (path: string): Promise<void> => {
    for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
      const own = path === '' ? entry.name : `${path}/${entry.name}`;
      const isThere = await lookAt(own, entry).catch(notThere);
      if (!isThere) strange.push(own);
    }
  };
  const lookAt = async (path: string, entry: { isFile(): boolean; isDirectory(): boolean }): Promise<boolean> => {
    const before = files.size + strange.length;
    if (entry.isFile()) files.set(path, await heldFile(join(folder, path), told.has(path)));
    else if (entry.isDirectory()) await look(path);
    return files.size + strange.length > before;
  };
  await look('');
  return { files, strange };
}

/** A name that is no UTF-8 is listed and opens nothing, and so does one at the end of too long a path. */
function notThere(error: unknown): false {
  if (isCoded(error, 'ENOENT') || isCoded(error, 'ENAMETOOLONG')) return false;
  throw error;
}

/** No file of a pack is longer, for each is written from one string; a hole of any size is quickly made. */
const longest = 2 ** 31;

/** More than this is no text that could be looked through. */
const longestText = 2 ** 28;

async function heldFile(place: string, isTold: boolean): Promise<HeldFile> {
  const { size } = await stat(place);
  if (size > longest) return { bytes: size };
  const isKept = isTold && size <= longestText;
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of createReadStream(place) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    bytes += chunk.length;
    if (isKept) kept.push(chunk);
  }
  const text = isKept ? textOf(Buffer.concat(kept)) : undefined;
  return { bytes, sha256: hash.digest('hex'), ...(text !== undefined && { text }) };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether this very pack stands there already. An empty folder is taken away; anything else is in the way. */
async function stands(place: string, files: readonly PackFile[], disk: Disk): Promise<boolean> {
  const names = await readdir(place).catch((error: unknown) => {
    if (isCoded(error, 'ENOENT')) return undefined;
    throw isCoded(error, 'ENOTDIR') ? occupied(place) : error;
  });
  if (!names) return false;
  if (names.length === 0) {
    await disk.rmdir(place).catch((error: unknown) => {
      throw isTaken(error) ? occupied(place) : error;
    });
    return false;
  }
  // The manifest first: somebody's home is not read whole in order to be refused.
  const manifest = await readFile(join(place, manifestPath), 'utf8').catch(() => undefined);
  if (files.find(({ path }) => path === manifestPath)?.text !== manifest) throw occupied(place);
  const there = await readPack(place);
  // Most keys sign the same in another way each time: the manifest names the key, and so any signature of it by that one will do.
  const isSame = files.every(
    ({ path, text }) => path === signaturePath || there.files.get(path)?.sha256 === sha256(text),
  );
  if (isSame && there.files.size === files.length && verifyPack(there).flaws.length === 0) return true;
  throw occupied(place);
}

/** Takes away what processes left that died while they wrote a pack for the same place. */
async function removeLeftovers(place: string, disk: Disk): Promise<void> {
  const own = basename(place);
  for (const name of await readdir(dirname(place))) {
    if (!name.startsWith(`${own}.`)) continue;
    const [, pid] = /^\.(\d+)\.[\da-f-]{36}\.part$/.exec(name.slice(own.length)) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await disk.rm(join(dirname(place), name), { recursive: true, force: true });
  }
}

/** Whether another process of that number runs; our own number was that of one that died. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isCoded(error, 'ESRCH');
  }
}

const isTaken = (error: unknown): boolean => isCoded(error, 'ENOTEMPTY') || isCoded(error, 'EEXIST');

const isCoded = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const occupied = (folder: string): ShoalwatchError =>
  new ShoalwatchError('usage', `${folder} is there already, and holds something else`, {
    cure: 'name a folder that is not there: no pack is ever written over',
  });
