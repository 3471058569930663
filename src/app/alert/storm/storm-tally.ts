import { clusterOf } from '#engine/waivers/waiver-scope';
import { severities, type Finding } from '#model';
import type { StormView } from '#notify/views';
import type { Ground } from '../desk.ts';
import { clusterName } from '../group-of.ts';

/** What a storm has counted so far, by place and by who did it: the last few that came say nothing of the whole. */
export interface Tally {
  readonly places: Readonly<Record<string, number>>;
  readonly doings: readonly Doing[];
}

interface Doing {
  readonly actor: string;
  readonly call: string;
  readonly count: number;
}

const mostPlaces = 60;
const mostDoings = 20;
const mostRules = 30;

/** A tally with more findings in it. The rarest are forgotten where they become too many. */
export function tallied(was: Tally | undefined, findings: readonly Finding[]): Tally {
  const places = new Map(Object.entries(was?.places ?? {}));
  const doings = new Map(was?.doings.map((it) => [`${it.actor}\n${it.call}`, it]));
  for (const { resource, change } of findings) {
    const place = clusterOf(resource) ?? resource.target;
    places.set(place, (places.get(place) ?? 0) + 1);
    if (!change) continue;
    const { actor, call } = change;
    const key = `${actor}\n${call}`;
    doings.set(key, { actor, call, count: (doings.get(key)?.count ?? 0) + 1 });
  }
  const most = [...places].sort((a, b) => b[1] - a[1]).slice(0, mostPlaces);
  return {
    places: Object.fromEntries(most),
    doings: [...doings.values()].sort((a, b) => b.count - a.count).slice(0, mostDoings),
  };
}

/** Where most of it is: a cluster if it is half of them. */
export function whereOf({ places }: Tally, count: number): string {
  const [most] = Object.entries(places).sort((a, b) => b[1] - a[1]);
  return most && most[1] * 2 >= count ? clusterName(most[0]) : 'the estate';
}

/** Who did most of it, where that is somebody's doing. */
export function actorOf({ doings }: Tally, count: number): StormView['actor'] {
  const [most] = doings;
  if (!most || most.count * 2 < count) return undefined;
  return { name: most.actor, call: most.call, share: Math.min(1, most.count / count) };
}

/** How many of each rule, the gravest first. */
export function byRule(ground: Ground, was: StormView['byRule'], findings: readonly Finding[]): StormView['byRule'] {
  const counts = new Map(was.map((it) => [it.rule, it]));
  for (const { rule, severity } of findings) {
    const known = counts.get(rule) ?? { rule, title: ground.rules.get(rule)?.title ?? rule, severity, count: 0 };
    counts.set(rule, { ...known, count: known.count + 1 });
  }
  const order = (a: StormView['byRule'][number]): number => severities.indexOf(a.severity);
  return [...counts.values()].sort((a, b) => order(a) - order(b) || b.count - a.count).slice(0, mostRules);
}
