import type { Notes } from './look.ts';
import type { Place } from './place.ts';
import type { Moment } from './world.ts';

/** Names the snapshots that a verdict was computed from; equal sets share one list, since a fleet has many. */
export function sourcesOf(): (notes: Notes) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  const members = new Map<Moment, ReadonlySet<string>>();

  const membersOf = (moment: Moment): ReadonlySet<string> => {
    const own = members.get(moment) ?? new Set(moment.snapshots);
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
    if (places.size === 0 && moments.size === 0) return aloneOf(own);
    const all = [...moments];
    const single = [own, ...places]
      .map(({ snapshot }) => snapshot.id)
      .filter((id) => !all.some((it) => membersOf(it).has(id)));
    const name = [
      ...all.map(
        ({ places: [first], snapshots }) =>
          `${first?.target.scopes.join() ?? ''} ${snapshots.length} ${snapshots[0] ?? ''}`,
      ),
      ...single.sort(),
    ].join('\n');
    const shared = known.get(name) ?? [...new Set([...all.flatMap(({ snapshots }) => snapshots), ...single])].sort();
    known.set(name, shared);
    return shared;
  };
}
