import { clusterTargetHome } from './home.ts';
import type { Instant, Roster, Run, RunTarget } from '#model';

/** A sweep with how each of its targets was read. */
export interface Sweep {
  readonly run: Run;
  readonly targets: readonly RunTarget[];
}

/**
 * Every target that a sweep ever knew, with the start of the last sweep that completed it: also a partial read is one, a
 * failed one is none. Nothing leaves it but a cluster whose account was read without it, and what stood for places that
 * could not be listed: whether the config still leads to a target is asked when it is counted.
 */
export function rosterAfter(before: Roster, { run, targets }: Sweep): Roster {
  const swept = new Map(targets.map((it) => [it.id, it]));
  const kept = Object.entries(before).filter(([id]) => swept.has(id) || !hasLeft(id, swept));
  const now = targets.map((it): [string, Instant | null] => [
    it.id,
    isCompleted(it) ? run.startedAt : (before[it.id] ?? null),
  ]);
  return Object.fromEntries([...kept, ...now]);
}

const isCompleted = ({ state }: RunTarget): boolean => state !== 'failed';

function hasLeft(id: string, swept: ReadonlyMap<string, RunTarget>): boolean {
  if (isPlaceholder(id)) return true;
  const home = clusterTargetHome(id);
  const read = home === undefined ? undefined : swept.get(home);
  return read !== undefined && isCompleted(read);
}

/** Stands for accounts, subscriptions and projects that could not be listed: a target only while that lasts. */
const isPlaceholder = (id: string): boolean => /^(?:aws|azure|gcp):unknown(?::|$)/.test(id);
