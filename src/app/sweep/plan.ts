import { abreast } from '#lib/abreast';
import { compareText } from '#lib/text';
import { ShoalwatchError, type Cloud, type Resource, type Target } from '#model';
import { clusterTypes } from '../gone.ts';
import type { SweepFiles } from './files.ts';
import { eachRead, width } from './parts.ts';
import type { Round, RoundItem, SweepCloud } from './shapes.ts';

export interface PlanInput {
  readonly name: SweepCloud;
  readonly files: SweepFiles;
  readonly cloud: Pick<Cloud, 'discover'>;
  /** What alone is dealt out, and the places of its clusters; everything where nothing is said. */
  readonly only?: Only | undefined;
}

/** Some targets, and of a cluster's own API the target that holds the cluster. */
export interface Only {
  readonly targets: readonly string[];
  readonly homes: readonly string[];
}

/** Targets that one call reads. */
export const batchSize = 250;
/** Of those that were dealt out before in vain: whatever took the function down takes fewer with it. */
const againSize = 25;

/**
 * Deals out what is to be read: in round 0 what the cloud discovers, then what has no reading yet, then the APIs of the
 * clusters that stand in the readings, and in the end nothing. The same round again answers the same. Throws an input
 * error where the round before was never dealt out.
 */
export async function planRound(input: PlanInput, round: number): Promise<Round> {
  const { files, name } = input;
  return (await files.round(name, round)) ?? files.keepRound(name, round, inBatches(await dealt(input, round)));
}

function inBatches(items: readonly RoundItem[]): Round {
  const size = items.some(({ again }) => again !== undefined) ? againSize : batchSize;
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

async function dealt(input: PlanInput, round: number): Promise<readonly RoundItem[]> {
  const { files, name, only } = input;
  if (round === 0) return (await discovered(input)).targets.filter(isMeant(input)).map((target) => ({ target }));
  const before = (await files.round(name, round - 1))?.flat();
  if (!before) {
    throw new ShoalwatchError(
      'input',
      `round ${round} of ${name} is asked for, and round ${round - 1} was never dealt out`,
      {
        cure: 'begin with round 0',
      },
    );
  }
  const isInside = before.some(({ cluster }) => cluster !== undefined);
  const { read, clusters } = await foundUntil(input, round, isInside ? round - 1 : 0);
  const unread = before.filter(({ target }) => !read.has(target.id));
  if (unread.length > 0 && !isStuck(before, unread)) return unread.map(onceMore);
  if (before.length === 0 || isInside) return [];
  return clusters
    .filter(({ target }) => only?.targets.includes(target.id) ?? true)
    .sort((a, b) => compareText(a.target.id, b.target.id));
}

const isMeant =
  ({ only }: PlanInput) =>
  ({ id }: Target): boolean =>
    !only || only.targets.includes(id) || only.homes.includes(id);

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

/** Rounds that may bring nothing at all: then whatever is left cannot be read, and is missing. */
const patience = 4;

const isStuck = (before: readonly RoundItem[], unread: readonly RoundItem[]): boolean =>
  unread.length === before.length && before.every(({ again = 0 }) => again >= patience - 1);

const onceMore = (item: RoundItem): RoundItem => ({ ...item, again: (item.again ?? 0) + 1 });

/** The targets that were read in some rounds before one, and the APIs of the clusters that stand there. */
async function foundUntil({ files, name }: PlanInput, until: number, from: number) {
  const read = new Set<string>();
  const clusters = new Map<string, RoundItem>();
  for (let round = from; round < until; round += 1) {
    const batches = (await files.round(name, round)) ?? [];
    await abreast([...batches.entries()], width, ([batch, items]) =>
      eachRead(files, { cloud: name, round, batch }, items, ({ reading }) => {
        if (read.has(reading.target.id)) return;
        read.add(reading.target.id);
        for (const it of reading.resources) if (clusterTypes.has(it.type)) clusters.set(it.id, insideOf(it));
      }),
    );
  }
  return { read, clusters: [...clusters.values()] };
}

const insideOf = (cluster: Resource): RoundItem => ({ target: targetOfCluster(cluster.id), cluster });

/** A cluster's own API, as the clusters' cloud names it. */
const targetOfCluster = (id: string): Target => ({ id: `k8s:${id}`, provider: 'kubernetes', scopes: ['cluster'] });
