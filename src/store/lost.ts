import { sha256 } from '#lib/hash';
import { ShoalwatchError } from '#model';
import type { Files } from './files.ts';

/**
 * A file that the store itself wrote and names, and whose content its name may be the digest of. Throws a
 * ShoalwatchError that names it where it is gone or is not what was written: what is missing is never taken for nothing.
 */
export async function kept(files: Files, path: string, what: string, digest?: string): Promise<string> {
  const body = await files.get(path);
  if (body === undefined) {
    throw new ShoalwatchError('store', `the store has lost ${path}: ${what}`, {
      cure: 'shoalwatch scan writes again what the clouds still hold; a bucket may still have it among its old versions; of runs older than evidence.retentionDays it was let go',
    });
  }
  if (digest === undefined || sha256(body) === digest) return body;
  throw new ShoalwatchError('store', `${path} in the store is not what was written: ${what}`, {
    cure: 'remove it, or bring it back from a copy; shoalwatch scan writes again what the clouds still hold',
  });
}
