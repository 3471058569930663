import { sha256 } from '#lib/hash';
import type { ToldFlaw } from '#model';

/** The flaws that scanners saw, under their ids, their aliases and the names of the packages that have them. */
export interface FlawShard {
  /** Digest, scanner, moment and target of each scan that is spoken of. */
  readonly scans: readonly (readonly [string, string, string, string])[];
  readonly under: Readonly<Record<string, readonly Entry[]>>;
}

/** The place of the scan, and what was seen. */
type Entry = readonly [number, Pick<ToldFlaw, 'id' | 'aliases' | 'packages'>];

const shards = 16;

export const shardOf = (key: string): number => Number.parseInt(sha256(key).slice(0, 4), 16) % shards;

/** Sorts flaws into shards by what they are asked by, in the order of the shards. */
export function flawShards(flaws: readonly ToldFlaw[]): ReadonlyMap<number, FlawShard> {
  const made = new Map<number, Making>();
  for (const flaw of flaws) {
    for (const key of keysOf(flaw)) {
      const at = shardOf(key);
      const shard = made.get(at) ?? { scans: [], places: new Map<string, number>(), under: new Map<string, Entry[]>() };
      made.set(at, shard);
      const entries = shard.under.get(key) ?? [];
      shard.under.set(key, entries);
      entries.push(entryOf(shard, flaw));
    }
  }
  const sorted = [...made].sort(([a], [b]) => a - b);
  return new Map(sorted.map(([at, { scans, under }]) => [at, { scans, under: Object.fromEntries(under) }]));
}

/** What a shard holds under a key. */
export const flawsUnder = ({ scans, under }: FlawShard, key: string): readonly ToldFlaw[] =>
  (Object.hasOwn(under, key) ? (under[key] ?? []) : []).flatMap(([place, flaw]) => {
    const [digest, by, at, target] = scans[place] ?? [];
    if (digest === undefined || by === undefined || at === undefined || target === undefined) return [];
    return [{ digest, by, at, target, ...flaw }];
  });

interface Making {
  readonly scans: (readonly [string, string, string, string])[];
  readonly places: Map<string, number>;
  readonly under: Map<string, Entry[]>;
}

function entryOf({ scans, places }: Making, { digest, by, at, target, id, aliases, packages }: ToldFlaw): Entry {
  const scan = [digest, by, at, target] as const;
  const name = scan.join(' ');
  const place = places.get(name) ?? scans.push(scan) - 1;
  places.set(name, place);
  return [place, { id, aliases, packages }];
}

const keysOf = ({ id, aliases, packages }: ToldFlaw): ReadonlySet<string> =>
  new Set([
    ...[id, ...aliases].map((one) => `flaw ${one.toLowerCase()}`),
    ...packages.map(({ name }) => `package ${name.toLowerCase()}`),
  ]);
