import { abreast } from '#lib/abreast';
import { compareText } from '#lib/text';
import type { Instant, Memory } from '#model';

/** What a line of the log is about. */
export type LoggedKind = 'finding' | 'waiver' | 'policy' | 'fix' | 'pause';

/** One move or decision, as the ledger keeps it. */
export interface Logged {
  readonly kind: LoggedKind;
  readonly at: Instant;
  /** The finding, waiver or plan that it is about; empty where it is about everything. */
  readonly of: string;
  readonly entry: object;
}

/** Reads of the ledger that are under way at once. */
const width = 16;

/** Every move of a finding and every decision up to an instant, the oldest first. What a run moved that ended later is left out. */
export async function logUntil(memory: Memory, at: Instant): Promise<readonly Logged[]> {
  const late = await endedAfter(memory, at);
  const { waivers, policies, remediations, pause } = memory;
  const moves = await each('finding', await memory.findings(), async ({ id }) => {
    const history = await memory.history(id);
    return history.filter(({ run }) => run === undefined || !late.has(run));
  });
  const fixes = (await remediations.all()).map(({ plan }) => plan);
  const all = [
    ...moves,
    ...(await each('waiver', await waivers.all(), ({ id }) => waivers.history(id))),
    ...(await each('fix', fixes, ({ id }) => remediations.history(id))),
    ...(await each('policy', [{ id: '' }], async () => (await policies.history()).toReversed())),
    ...(await each('pause', [{ id: '' }], () => pause.history())),
  ];
  return all.filter((it) => compareText(it.at, at) <= 0).sort(byTime);
}

/** Entries of one thing stay in the order in which they were written. */
const byTime = (a: Logged, b: Logged): number =>
  compareText(a.at, b.at) || compareText(a.kind, b.kind) || compareText(a.of, b.of);

async function each<T extends { readonly id: string }>(
  kind: LoggedKind,
  things: readonly T[],
  history: (thing: T) => Promise<readonly (object & { readonly at: Instant })[]>,
): Promise<readonly Logged[]> {
  const found = await abreast(things, width, async (thing) =>
    (await history(thing)).map((entry) => ({ kind, at: entry.at, of: thing.id, entry })),
  );
  return found.flat();
}

/** A run that began a day before an instant has ended by then. */
const longest = 86_400_000;

/** Runs that had begun by an instant and had not ended. */
async function endedAfter(memory: Memory, at: Instant): Promise<ReadonlySet<string>> {
  const enough = new Date(Date.parse(at) - longest).toISOString();
  for (let limit = 100; ; limit *= 4) {
    const runs = await memory.runs(limit);
    const last = runs.at(-1);
    if (runs.length === limit && last && last.finishedAt > enough) continue;
    return new Set(runs.filter(({ finishedAt }) => finishedAt > at).map(({ id }) => id));
  }
}
