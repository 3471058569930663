import { sha256 } from '#lib/hash';
import { compareText } from '#lib/text';
import type { ComponentMemory, RunTarget, Snapshot, TargetComponents, Telling, ToldFlaw } from '#model';
import type { Files } from './files.ts';
import { flawShards, flawsUnder, shardOf, type FlawShard } from './flaw-shard.ts';
import { kept } from './lost.ts';

/** Targets are kept in groups: a question opens few files, and a change of one target writes a small part anew. */
const groups = 16;

/** Written into the names: files of another form are not looked at. */
const form = 3;

/** What a group told, and which shards hold the flaws that scanners saw in it. */
interface GroupFile {
  readonly targets: readonly TargetComponents[];
  readonly shards: readonly number[];
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

/** Writes what snapshots tell of components. The name of a group comes from its snapshots: an unchanged one writes nothing. */
export async function putComponents(files: Files, snapshots: readonly Snapshot[], tell: Telling): Promise<void> {
  const byId = new Map(snapshots.map((it) => [it.target.id, it]));
  for (const members of groupsOf(snapshots.map(({ id, target }) => ({ id: target.id, snapshot: id })))) {
    const name = nameOf(members);
    if (await files.has(`${name}.json`)) continue;
    const told = members.flatMap(({ id }) => {
      const snapshot = byId.get(id);
      return snapshot ? [tell(snapshot)] : [];
    });
    const shards = flawShards(told.flatMap(({ flaws }) => flaws));
    for (const [at, shard] of shards) await files.put(`${name}-${at}.json`, JSON.stringify(shard));
    const group: GroupFile = { targets: told.map(({ components }) => components), shards: [...shards.keys()] };
    await files.put(`${name}.json`, JSON.stringify(group));
  }
}

/** Asks what was written, group by group. The groups of the run that was asked last are kept: they never change. */
export function componentsOn(files: Files, targetsOf: (run: string) => Promise<readonly Kept[]>): ComponentMemory {
  let last: { readonly run: string; readonly groups: Promise<readonly Group[]> } | undefined;
  const readGroups = async (run: string): Promise<readonly Group[]> =>
    Promise.all(
      groupsOf(await targetsOf(run)).map(async (members) => {
        const name = nameOf(members);
        const body = await files.get(`${name}.json`);
        if (body === undefined) return { name, targets: members.map(forgotten), shards: [] };
        return { name, ...(JSON.parse(body) as GroupFile) };
      }),
    );
  const groupsIn = (run: string): Promise<readonly Group[]> => {
    if (last?.run !== run) last = { run, groups: readGroups(run) };
    return last.groups;
  };
  const under = async (run: string, key: string): Promise<readonly ToldFlaw[]> => {
    const shard = shardOf(key);
    const holding = (await groupsIn(run)).filter(({ shards }) => shards.includes(shard));
    const found = await Promise.all(
      holding.map(async ({ name }) => {
        const body = await kept(files, `${name}-${shard}.json`, 'what scanners saw cannot be told');
        return flawsUnder(JSON.parse(body) as FlawShard, key);
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
