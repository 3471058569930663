import type { Notes } from './look.ts';
import type { Place } from './place.ts';
import type { Moment } from './world.ts';

interface Members {
  /** Unlike that of any other moment. */
  readonly name: string;
  readonly ids: ReadonlySet<string>;
}

/** Names the snapshots that a verdict was computed from; equal sets share one list, since a fleet has many. */
export function sourcesOf(): (notes: Notes) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  const members = new Map<Moment, Members>();

  const membersOf = (moment: Moment): Members => {
    const own = members.get(moment) ?? { name: `all ${members.size}`, ids: new Set(moment.snapshots) };
    members.set(moment, own);
    return own;
  };

  const alone = new Map<Place, readonly string[]>();
  const aloneOf = (own: Place): readonly string[] => {
    const its = alone.get(own) ?? [own.snapshot.id];
    alone.set(own, its);
    return its;
  };

  return ({ own, places, moments }) => {
    if (!places && !moments) return aloneOf(own);
    const all = [...(moments ?? [])].map(membersOf);
    const single = [own, ...(places ?? [])]
      .map(({ snapshot }) => snapshot.id)
      .filter((id) => !all.some(({ ids }) => ids.has(id)));
    const name = [...all.map((it) => it.name), ...single].sort().join('\n');
    const shared = known.get(name) ?? [...new Set([...all.flatMap(({ ids }) => [...ids]), ...single])].sort();
    known.set(name, shared);
    return shared;
  };
}
