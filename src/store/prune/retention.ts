import { parseInstant } from '#lib/time';
import type { Instant, Run, RunKind } from '#model';
import { runsPlace } from '../memory.ts';
import { all, type Table } from '../table.ts';

const dayMs = 86_400_000;

/** What of a store is kept for its own sake. */
export interface Retained {
  /** What was written or moved since then is kept. */
  readonly since: Instant;
  /** The runs that are kept by the day on which they began, the first day first. */
  readonly days: ReadonlyMap<string, readonly string[]>;
  /** Days before this one are over. */
  readonly today: string;
  /** All runs there are. */
  readonly known: ReadonlySet<string>;
}

/**
 * The runs of so many days, and what stood when these began: the last run of each kind before them. Days are counted back from the
 * run before the last, and never from later than now: a clock that was wrong once ends nothing. Undefined where there are no two
 * runs yet.
 */
export async function retainedIn(state: Table, now: number, days: number): Promise<Retained | undefined> {
  const runs: Pick<Run, 'id' | 'kind' | 'startedAt'>[] = [];
  for await (const { body } of all(state, runsPlace)) {
    const { id, kind, startedAt } = body as Run;
    runs.push({ id, kind, startedAt });
  }
  const last = parseInstant(runs.at(-2)?.startedAt ?? '');
  if (last === undefined) return undefined;
  const at = Math.min(now, last);
  const since = new Date(at - days * dayMs).toISOString();
  const first = dayOf(since);
  const stood = new Map<RunKind, string>();
  for (const { id, kind, startedAt } of runs) if (dayOf(startedAt) < first) stood.set(kind, id);
  const before = new Set(stood.values());
  const retained = runs.filter(({ id, startedAt }) => dayOf(startedAt) >= first || before.has(id));
  const byDay = Map.groupBy(retained, ({ startedAt }) => dayOf(startedAt));
  return {
    since,
    days: new Map([...byDay].map(([day, own]) => [day, own.map(({ id }) => id)])),
    today: dayOf(new Date(at).toISOString()),
    known: new Set(runs.map(({ id }) => id)),
  };
}

const dayOf = (instant: Instant): string => instant.slice(0, 10);
