import { readFile } from 'node:fs/promises';
import { ShoalwatchError } from '#model';

/** The text of a file with a key. Throws a usage error where there is no such file. */
export async function keyFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    // What a folder answers names no path.
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EISDIR') throw cause;
    throw new ShoalwatchError('usage', `${path} cannot be used: it is a folder`, {
      cure: 'name the file of a key',
      cause,
    });
  }
}
