import { abreast } from '#lib/abreast';
import { compareText } from '#lib/text';
import { ShoalwatchError, type Cloud, type Target } from '#model';
import { clusterTypes } from '../gone.ts';
import type { SweepFiles } from './files.ts';
import type { RoundItem, SweepCloud } from './shapes.ts';

export interface PlanInput {
  readonly name: SweepCloud;
  readonly files: SweepFiles;
  readonly cloud: Pick<Cloud, 'discover'>;
}

/** What a round deals out, and where it stands: nothing left is the end. */
export interface Planned {
  readonly left: number;
  readonly round: number;
  readonly key: string;
}

/**
 * Deals out what is to be read: in round 0 what the cloud discovers, then what has no reading yet, then the APIs of the
 * clusters that stand in the readings, and in the end nothing. The same round again answers the same. Throws an input
 * error where the round before was never dealt out.
 */
export async function planRound(input: PlanInput, round: number): Promise<Planned> {
  const { files, name } = input;
  const stands = await files.round(name, round);
  const items = stands ?? (await files.keepRound(name, round, await dealt(input, round)));
  return { left: items.length, round, key: files.roundPath(name, round) };
}

async function dealt(input: PlanInput, round: number): Promise<readonly RoundItem[]> {
  const { files, name } = input;
  if (round === 0) return (await discovered(input)).targets.map((target) => ({ target }));
  const before = await files.round(name, round - 1);
  if (!before) {
    throw new ShoalwatchError(
      'input',
      `round ${round} of ${name} is asked for, and round ${round - 1} was never dealt out`,
      {
        cure: 'begin with round 0',
      },
    );
  }
  const read = await abreast(before, width, ({ target }) => files.isRead(target.id));
  const unread = before.filter((_, at) => read[at] === false);
  if (unread.length > 0 && !isStuck(before, unread)) return unread.map(onceMore);
  const isInside = before.some(({ cluster }) => cluster !== undefined);
  return before.length === 0 || isInside ? [] : clustersOf(input);
}

/** What was once discovered counts for the whole sweep. */
async function discovered({ files, name, cloud }: PlanInput) {
  const known = await files.discovery(name);
  if (known) return known;
  const { targets, gaps, skipped } = await cloud.discover();
  return files.keepDiscovery(name, {
    targets: [...targets],
    gaps: [...gaps],
    ...(skipped !== undefined && { skipped }),
  });
}

/** Who reads at once, of the files of a sweep. */
const width = 32;

/** Rounds that may bring nothing at all: then whatever is left cannot be read, and is missing. */
const patience = 4;

const isStuck = (before: readonly RoundItem[], unread: readonly RoundItem[]): boolean =>
  unread.length === before.length && before.every(({ again = 0 }) => again >= patience - 1);

const onceMore = (item: RoundItem): RoundItem => ({ ...item, again: (item.again ?? 0) + 1 });

/** The targets of the clusters that were read, as their own APIs are targets. */
async function clustersOf({ files, name }: PlanInput): Promise<readonly RoundItem[]> {
  const targets = (await files.discovery(name))?.targets ?? [];
  const found = await abreast(targets, width, async ({ id }) => clustersIn(await readable(files, id)));
  return found.flat().sort((a, b) => compareText(a.target.id, b.target.id));
}

/** A reading that cannot be read is whoever judges' to tell: here it holds no cluster. */
async function readable(files: SweepFiles, target: string) {
  try {
    return await files.reading(target);
  } catch (error) {
    if (error instanceof ShoalwatchError && error.code === 'input') return undefined;
    throw error;
  }
}

const clustersIn = (reading: Awaited<ReturnType<SweepFiles['reading']>>): readonly RoundItem[] =>
  (reading?.resources ?? [])
    .filter(({ type }) => clusterTypes.has(type))
    .map(({ id }) => ({ target: targetOfCluster(id), cluster: reading?.target.id }));

/** A cluster's own API, as the clusters' cloud names it. */
const targetOfCluster = (id: string): Target => ({ id: `k8s:${id}`, provider: 'kubernetes', scopes: ['cluster'] });
