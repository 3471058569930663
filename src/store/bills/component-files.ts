import { sha256 } from '#lib/hash';
import { compareText } from '#lib/text';
import type { ComponentMemory, RunTarget, Snapshot, TargetComponents, Telling, ToldFlaw } from '#model';
import type { Files } from '../files.ts';
import { flawShards, flawsUnder, shardOf, type FlawShard } from './flaw-shard.ts';
import { kept } from '../lost.ts';

/** Targets are kept in groups: a question opens few files, and a change of one target writes a small part anew. */
const groups = 16;

/** Written into the names: files of another form are not looked at. */
const form = 5;

/** What a group told, and the digests of the shards that hold the flaws that scanners saw in it, by their numbers. */
interface GroupFile {
  readonly targets: readonly TargetComponents[];
  readonly shards: Readonly<Record<number, string>>;
}

type Kept = Pick<RunTarget, 'id' | 'snapshot'>;

const nameOf = (members: readonly Kept[]): string => {
  const digest = sha256(JSON.stringify([form, members.map(({ snapshot }) => snapshot).sort(compareText)])).slice(0, 32);
  return `components/${digest.slice(0, 2)}/${digest}`;
};

/** The targets of each group; equal targets give equal groups, whatever the run. */
const groupsOf = (targets: readonly Kept[]): readonly (readonly Kept[])[] => [
  ...Map.groupBy(targets, ({ id }) => Number.parseInt(sha256(id).slice(0, 4), 16) % groups).values(),
];

/** Where the groups of a run's targets lie, whether or not they were kept. */
export const groupPlaces = (targets: readonly Kept[]): readonly string[] =>
  groupsOf(targets).map((members) => `${nameOf(members)}.json`);

/** Whether a file of components is a shard, and no group. */
export const isShard = (path: string): boolean => /\/[0-9a-f]{64}\.json$/.test(path);

/** The shards that the body of a group names. */
export const shardsIn = (body: string): readonly string[] =>
  Object.values((JSON.parse(body) as GroupFile).shards).map(shardPlace);

/**
 * Writes what snapshots tell of components. The name of a group comes from its snapshots: an unchanged one writes nothing, and
 * of one that the last run held nobody asks whether it is there.
 */
export async function putComponents(
  files: Files,
  snapshots: readonly Snapshot[],
  tell: Telling,
  last: readonly RunTarget[] = [],
): Promise<void> {
  const byId = new Map(snapshots.map((it) => [it.target.id, it]));
  // Records without sums may be of a version that kept groups of another form.
  const stood = new Set(last.every(({ sums }) => sums) ? groupsOf(last).map(nameOf) : []);
  for (const members of groupsOf(snapshots.map(({ id, target }) => ({ id: target.id, snapshot: id })))) {
    const name = nameOf(members);
    if (stood.has(name) || (await files.has(`${name}.json`))) continue;
    const told = members.flatMap(({ id }) => {
      const snapshot = byId.get(id);
      return snapshot ? [tell(snapshot)] : [];
    });
    const bodies = [...flawShards(told.flatMap(undated))].map(([at, shard]) => {
      const body = JSON.stringify(shard);
      return { at, body, digest: sha256(body) };
    });
    const before = bodies.length > 0 ? await shardsOf(files, last, members) : none;
    for (const { body, digest } of bodies) if (!before.has(digest)) await files.put(shardPlace(digest), body);
    const shards = Object.fromEntries(bodies.map(({ at, digest }) => [at, digest]));
    const group: GroupFile = { targets: told.map(({ components }) => components), shards };
    await files.put(`${name}.json`, JSON.stringify(group));
  }
}

/** What was seen when its target was read has no moment of its own: the shards of what nobody moved are the same at each read. */
const undated = ({ components: { readAt }, flaws }: ReturnType<Telling>): readonly ToldFlaw[] =>
  flaws.map((flaw) => (flaw.at === readAt ? { ...flaw, at: '' } : flaw));

/** The shards that the last run held of a group: what a change left as it was is not written again. */
async function shardsOf(
  files: Files,
  last: readonly RunTarget[],
  [first]: readonly Kept[],
): Promise<ReadonlySet<string>> {
  const was = first && groupsOf(last).find((it) => it.some(({ id }) => id === first.id));
  const body = was && (await files.get(`${nameOf(was)}.json`));
  return new Set(body === undefined ? [] : Object.values((JSON.parse(body) as GroupFile).shards));
}

const none: ReadonlySet<string> = new Set();

const shardPlace = (digest: string): string => `components/${digest.slice(0, 2)}/${digest}.json`;

/** Asks what was written, group by group. The groups of the run that was asked last are kept: they never change. */
export function componentsOn(files: Files, targetsOf: (run: string) => Promise<readonly Kept[]>): ComponentMemory {
  let last: { readonly run: string; readonly groups: Promise<readonly Group[]> } | undefined;
  const readGroups = async (run: string): Promise<readonly Group[]> =>
    Promise.all(
      groupsOf(await targetsOf(run)).map(async (members) => {
        const name = nameOf(members);
        const body = await files.get(`${name}.json`);
        if (body === undefined) return { name, targets: members.map(forgotten), shards: {} };
        return { name, ...(JSON.parse(body) as GroupFile) };
      }),
    );
  const groupsIn = (run: string): Promise<readonly Group[]> => {
    if (last?.run !== run) last = { run, groups: readGroups(run) };
    return last.groups;
  };
  const under = async (run: string, key: string): Promise<readonly ToldFlaw[]> => {
    const shard = shardOf(key);
    const holding = (await groupsIn(run)).flatMap(({ shards, targets }) => {
      const digest = shards[shard];
      return digest === undefined ? [] : [{ digest, targets }];
    });
    const found = await Promise.all(
      holding.map(async ({ digest, targets }) => {
        const body = await kept(files, shardPlace(digest), 'what scanners saw cannot be told', digest);
        const readAt = new Map(targets.map((it) => [it.target, it.readAt]));
        return flawsUnder(JSON.parse(body) as FlawShard, key).map((flaw) =>
          flaw.at === '' ? { ...flaw, at: readAt.get(flaw.target) ?? '' } : flaw,
        );
      }),
    );
    return found.flat();
  };
  return {
    async told(run) {
      const targets = (await groupsIn(run)).flatMap((group) => group.targets);
      return targets.toSorted((a, b) => compareText(a.target, b.target));
    },
    flawed: (run, flaw) => under(run, `flaw ${flaw.toLowerCase()}`),
    holding: (run, name) => under(run, `package ${name.toLowerCase()}`),
  };
}

interface Group extends GroupFile {
  readonly name: string;
}

/** Runs of earlier versions kept no components: nothing is known of their targets. */
const forgotten = ({ id }: Kept): TargetComponents => ({
  target: id,
  provider: providers.find((it) => id.startsWith(`${it}:`)) ?? 'kubernetes',
  readAt: '',
  ...{ told: [], parts: [], scans: [] },
  unread: [
    { kinds: ['image', 'image-parts', 'scan', 'machine', 'version'], why: 'its last run kept no list: scan again' },
  ],
});

const providers = ['aws', 'azure', 'gcp'] as const;
