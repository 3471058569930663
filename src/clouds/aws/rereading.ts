import type { Type } from '#model';
import type { Sheet } from '../sheet.ts';
import { mostFilterValues } from './ec2/filter.ts';
import { collectRepositories, type KnownRepository } from './ecr/repository/collect.ts';
import { collectClusters, listClusters } from './eks/cluster/collect.ts';
import { onSheet, type AwsReader } from './reader.ts';
import { onAddresses, type Named } from './reread-sheets.ts';

type Clusters = Awaited<ReturnType<typeof collectClusters>>;

/** What of a target is read again, and with what. */
export interface Rereading {
  /** Makes listings, and reads what answers lead to. */
  readonly at: AwsReader;
  /** Reads these objects by their addresses. */
  naming(objects: readonly Named[]): AwsReader;
  /** The objects of a type that are read by their addresses; none where all of the type is read. */
  named(type: Type): readonly Named[];
  isWhole(...types: readonly Type[]): boolean;
  /** Notes objects that an answer has to hold: where the read did not fail and they are not there, each is a gap. */
  hold(api: string, objects: readonly Named[]): void;
  /** What listings of other types start from; each is made once, when it is first asked for. */
  readonly names: () => Promise<readonly string[]>;
  readonly clusters: () => Promise<Clusters>;
  readonly repositories: () => Promise<readonly KnownRepository[]>;
}

/** What has to be in the reading, and the call that would have answered it. */
export interface Held {
  readonly api: string;
  readonly object: Named;
}

interface Given {
  readonly at: AwsReader;
  /** Of the whole target. */
  readonly sheet: Sheet;
  readonly objects: readonly Named[];
  readonly whole: ReadonlySet<string>;
  readonly held: Held[];
}

export function rereadingOf({ at, sheet, objects, whole, held }: Given): Rereading {
  const names = once(async () => (await listClusters(at)).names);
  return {
    at,
    naming: (some) => onSheet(at, onAddresses(some, sheet)),
    named: ({ name }) => objects.filter(({ type }) => type.name === name),
    isWhole: (...types) => types.some(({ name }) => whole.has(name)),
    hold: (api, some) => held.push(...some.map((object) => ({ api, object }))),
    names,
    clusters: once(async () => collectClusters(at, await names())),
    repositories: once(() => collectRepositories(at)),
  };
}

/** How objects of one type are read by their ids. */
interface ById<T> {
  readonly type: Type;
  readonly api: string;
  readonly collect: (at: AwsReader, only?: readonly string[]) => Promise<T>;
  /** Other types whose listings start from this one. */
  readonly startOf?: readonly Type[];
}

/** Reads the touched objects of a type, all of them in one call, or lists the type; answers what each read gave. */
export async function readById<T>(
  { at, naming, named, isWhole, hold }: Rereading,
  { type, api, collect, startOf = [] }: ById<T>,
): Promise<readonly T[]> {
  const objects = named(type);
  hold(api, objects);
  const batches = Array.from({ length: Math.ceil(objects.length / mostFilterValues) }, (_, i) =>
    objects.slice(i * mostFilterValues, (i + 1) * mostFilterValues),
  );
  return Promise.all([
    ...(isWhole(type, ...startOf) ? [collect(at)] : []),
    ...batches.map((batch) =>
      collect(
        naming(batch),
        batch.map(({ own }) => own),
      ),
    ),
  ]);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
