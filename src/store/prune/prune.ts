import { parseInstant } from '#lib/time';
import { isShard } from '../bills/component-files.ts';
import { prunedFolders } from '../drivers/dynamo-schema.ts';
import type { Listed, PrunedFiles } from '../files.ts';
import { namedFiles, type Named, type NamedFiles } from './named-files.ts';
import { retainedIn } from './retention.ts';
import { supersededAmong } from '../bills/superseded-bills.ts';

/** What of a store is pruned, and by whom. */
export interface Pruning extends Named, Permitted {
  readonly files: PrunedFiles;
  /** For how long what a run found can be read. */
  readonly retentionDays: number;
}

/** When it is pruned, and what makes sure that nobody names again what goes. */
export interface Permitted {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether no time is left to begin anything more. */
  readonly isLate: () => boolean;
  /**
   * Does something while nobody else writes a run; `hold` throws where that is no longer sure. Undefined where others write all
   * the time: nothing has been done then.
   */
  readonly alone: <T>(work: (hold: () => Promise<void>) => Promise<T>) => Promise<T | undefined>;
}

/** How far it came, and how many files were taken away. Where it is not done, the next one goes on. */
export interface Pruned {
  readonly is: 'done' | 'late' | 'busy';
  readonly removed: number;
}

/** Files that are taken away while nobody else may write: so many take some seconds. */
const most = 20_000;

/** Files that are taken away at once. */
const atOnce = 1000;

/**
 * Takes away the files of runs that nobody keeps any more: what was written longer ago than the retention, and what no kept run,
 * no standing finding and no move of one within the retention names. What names others goes before its parts, so that what dies
 * half way leaves nothing that names what is gone. A bill goes that long after it was imported, once another one replaced it;
 * versions of the policy stay. Throws a ShoalwatchError, and takes
 * nothing away, where something that is kept is lost: what it names cannot be told.
 */
export async function prune(pruning: Pruning): Promise<Pruned> {
  const { state, now, retentionDays, isLate, alone } = pruning;
  const retained = await retainedIn(state, now, retentionDays);
  if (!retained) return { is: 'done', removed: 0 };
  const named = namedFiles(pruning, retained);
  if (!(await named.gather(isLate))) return { is: 'late', removed: 0 };
  const oldest = parseInstant(retained.since) ?? 0;
  for (let removed = 0; ;) {
    const { paths, isAll } = await unnamedIn(pruning, named, oldest);
    if (paths.length === 0) return { is: 'done', removed };
    const taken = await alone((hold) => remove(pruning, named, paths, hold));
    if (taken === undefined) return { is: 'busy', removed };
    removed += taken;
    if (isAll) return { is: 'done', removed };
    if (isLate()) return { is: 'late', removed };
  }
}

/** What is named by nothing is looked at once more, now that nobody else writes. */
async function remove(
  pruning: Pruning,
  named: NamedFiles,
  paths: readonly string[],
  hold: () => Promise<void>,
): Promise<number> {
  await named.catchUp();
  const bills = await supersededAmong(paths.filter(isBill), pruning);
  const unnamed = [...paths.filter((path) => !isBill(path) && !named.has(path)), ...bills];
  for (let at = 0; at < unnamed.length; at += atOnce) {
    await hold();
    await pruning.files.remove(unnamed.slice(at, at + atOnce));
  }
  return unnamed.length;
}

/** Files that may go, in the order in which they have to, and whether these are all. */
async function unnamedIn(pruning: Pruning, named: NamedFiles, oldest: number) {
  const { files } = pruning;
  const isOld = ({ writtenAt }: Listed): boolean => writtenAt < oldest;
  const [paths, shards]: [string[], string[]] = [[], []];
  for (const folder of prunedFolders.filter((it) => it !== 'chunks' && it !== 'bills')) {
    for await (const page of files.list(folder)) {
      const unnamed = page.filter(({ path }) => !named.has(path));
      for (const it of unnamed.filter(isOld)) (isShard(it.path) ? shards : paths).push(it.path);
      await named.keepPartsOf(unnamed.filter((it) => !isOld(it) && it.path.endsWith('.json')).map(({ path }) => path));
      if (paths.length >= most) return { paths, isAll: false };
    }
  }
  paths.push(...shards.filter((path) => !named.has(path)));
  for await (const page of files.list('bills')) {
    paths.push(
      ...(await supersededAmong(
        page.filter(isOld).map(({ path }) => path),
        pruning,
      )),
    );
    if (paths.length >= most) return { paths, isAll: false };
  }
  for await (const page of files.list('chunks')) {
    paths.push(...page.filter((it) => isOld(it) && !named.has(it.path)).map(({ path }) => path));
    if (paths.length >= most) return { paths, isAll: false };
  }
  return { paths, isAll: true };
}

const isBill = (path: string): boolean => path.startsWith('bills/');
