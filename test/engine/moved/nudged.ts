import fc from 'fast-check';
import { snapshotOf } from '#engine/snapshot-id';
import type { Reading, Resource, Snapshot, Type } from '#model';

/** How one object of a fleet may come to stand, or what of its type may not be read. */
const ways = ['without', 'bare', 'empty', 'crossed', 'twin', 'unlisted', 'refused', 'back'] as const;

/** A small change: of a type, in one of the targets that held it at first, of one field of one of its objects. */
export const nudge = fc.record({
  ...{ type: fc.nat(), place: fc.nat(), object: fc.nat(), field: fc.nat() },
  isAfar: fc.boolean(),
  way: fc.constantFrom(...ways),
});

type Nudge = typeof nudge extends fc.Arbitrary<infer N> ? N : never;

/**
 * Makes small changes of what stands. Every type is chosen as often as any other, however many objects it has, and those that are
 * looked at from afar as often as all together.
 */
export function nudging(first: readonly Snapshot[], types: readonly Type[], isFromAfar: (type: string) => boolean) {
  const names = [...new Set(first.flatMap(({ resources }) => resources.map(({ type }) => type)))].sort();
  const afar = names.filter(isFromAfar);
  return (
    stands: readonly Snapshot[],
    { type: which, place: where, object, field, isAfar, way }: Nudge,
  ): readonly Snapshot[] => {
    const type = at(isAfar ? afar : names, which) ?? '';
    const isOfType = (it: Resource): boolean => it.type === type;
    const holders = [...first.keys()].filter((place) => first[place]?.resources.some(isOfType));
    const place = at(holders, where) ?? 0;
    const [was, stood] = [stands[place], first[place]];
    if (!was || !stood) return stands;
    const all = stands.flatMap(({ resources }) => resources.filter(isOfType));
    const own = was.resources.filter(isOfType);
    const scene = { type, was, stood, own, chosen: at(own, object), other: at(all, object), field };
    return stands.with(place, snapshotOf(read(scene, way), types));
  };
}

interface Scene {
  readonly type: string;
  readonly was: Snapshot;
  readonly stood: Snapshot;
  /** The objects of the type in the target, one of these, and one of those of all targets. */
  readonly own: readonly Resource[];
  readonly chosen: Resource | undefined;
  readonly other: Resource | undefined;
  readonly field: number;
}

function read({ type, was, stood, own, chosen, other, field }: Scene, way: Nudge['way']): Reading {
  const target = was.target.id;
  const reading = (one: Resource, config: unknown): Reading => ({
    ...was,
    resources: was.resources.map((it) => (it === one ? { ...it, config } : it)),
  });
  const complete = was.complete.filter((it) => it !== type);
  switch (way) {
    case 'without':
      return { ...was, resources: was.resources.filter((it) => it !== chosen) };
    case 'bare':
      return chosen
        ? reading(chosen, Object.fromEntries(entriesOf(chosen).filter((_, place) => place % 2 === 0)))
        : was;
    case 'empty':
      return chosen ? reading(chosen, null) : was;
    case 'crossed':
      return chosen && other ? reading(chosen, crossed(chosen, other, field)) : was;
    case 'twin':
      return other ? { ...was, resources: [...was.resources, { ...other, target }] } : was;
    case 'unlisted':
      return { ...was, complete };
    case 'refused':
      return {
        ...was,
        complete,
        gaps: [...was.gaps, { target, api: 'any:Call', reason: 'denied', types: [type], detail: 'No.' }],
      };
    case 'back': {
      const others = was.resources.filter((it) => !own.includes(it));
      const { gaps, resources } = stood;
      return {
        ...was,
        complete: stood.complete,
        gaps,
        resources: [...others, ...resources.filter((it) => it.type === type)],
      };
    }
  }
}

/** The configuration of one with a field of another that differs: it may lead elsewhere. */
function crossed(one: Resource, other: Resource, field: number): unknown {
  const own = new Map(entriesOf(one));
  const others = entriesOf(other).filter(([name, value]) => JSON.stringify(own.get(name)) !== JSON.stringify(value));
  const moved = at(others, field);
  return Object.fromEntries(moved ? own.set(...moved) : own);
}

const entriesOf = ({ config }: Resource): readonly (readonly [string, unknown])[] =>
  Object.entries({ ...(config as object) });

const at = <T>(all: readonly T[], place: number): T | undefined => all[place % Math.max(1, all.length)];
