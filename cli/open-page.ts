import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Terminal } from './terminal.ts';

/** What opens a page as a click on it would, by platform; xdg-open where a desktop follows the standard of freedesktop.org. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // `start` belongs to the shell of Windows, and takes the first text in quotes for a title; this opens an address as it does.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/**
 * Opens a page with the program of this machine for it, and does not wait until it is closed. Where there is none, or it says
 * that it cannot, a note says so, and nothing else changes.
 */
export async function openPage(
  path: string,
  { note }: Pick<Terminal, 'note'>,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  const [opener, ...before] = openers[platform] ?? ['xdg-open'];
  const started = spawn(opener, [...before, pathToFileURL(resolve(path)).href], { detached: true, stdio: 'ignore' });
  const left = (why: string): void => note(`  ${forTerminalLine(path)} was not opened: ${why}`);
  try {
    await once(started, 'spawn');
  } catch {
    left(`${opener} is not on this machine`);
    return;
  }
  // Openers that cannot say so at once; those that can wait for nothing that a person does.
  const code = await Promise.race([once(started, 'exit').then(([it]: unknown[]) => it), patience()]);
  if (typeof code === 'number' && code !== 0) left(`${opener} ended with ${code}`);
  started.unref();
}

/** Milliseconds in which an opener that cannot open anything has said so. */
const patienceMs = 1500;

const patience = (): Promise<undefined> => new Promise((done) => setTimeout(done, patienceMs, undefined).unref());
