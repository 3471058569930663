import type { Gap, Resource, Snapshot, Target, Type } from '#model';
import { indexing, push } from './indexing.ts';
import { remembering } from './remembering.ts';
import { subjectOf, type Subject } from './subject.ts';

/** One target's part of the frozen set. */
export interface Place {
  readonly snapshot: Snapshot;
  readonly target: Target;
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  readonly complete: ReadonlySet<string>;
  /** Gaps by the name of each type they leave unread. */
  readonly gaps: ReadonlyMap<string, readonly Gap[]>;
  /** The resources here by address. */
  at(address: string): readonly Resource[];
  /** The resources of a type, as every rule meets them. */
  subjects(type: Type): readonly Subject[];
  /** The resources of a type whose key holds a value. */
  keyed(type: Type, key: string, value: string): readonly Resource[];
}

type Holding = Pick<Place, 'byType' | 'at' | 'subjects' | 'keyed'>;

const known = new WeakMap<readonly Resource[], Holding>();

/** What is here. The resources of a snapshot never change: in whatever set they stand, they are gone through once. */
export function placeOf(snapshot: Snapshot): Place {
  const { target, resources } = snapshot;
  const holding = known.get(resources) ?? holdingOf(resources);
  known.set(resources, holding);
  const gaps = new Map<string, Gap[]>();
  for (const gap of snapshot.gaps) for (const type of gap.types) push(gaps, type, gap);
  return { ...holding, snapshot, target, complete: new Set(snapshot.complete), gaps };
}

function holdingOf(resources: readonly Resource[]): Holding {
  const byType = new Map<string, Resource[]>();
  for (const it of resources) push(byType, it.type, it);
  const of = (type: Type): readonly Resource[] => byType.get(type.name) ?? [];
  const indexed = indexing(of);
  let addresses: ReadonlyMap<string, readonly Resource[]> | undefined;
  const at = (address: string): readonly Resource[] => {
    addresses ??= Map.groupBy(resources, ({ id }) => id);
    return addresses.get(address) ?? [];
  };
  const subjects = remembering((type: Type) => of(type).map((it) => subjectOf(at, type, it)));
  return { byType, at, subjects, keyed: (type, key, value) => indexed(type)(key).get(value) ?? [] };
}
