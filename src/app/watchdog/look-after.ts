import { parseInstant } from '#lib/time';
import type { Instant, Memory, Roster, Run, Waiver } from '#model';
import type { Rosters } from '#store/runs/rosters';
import { measure } from './measure.ts';
import type { FleetMetrics } from './metrics.ts';
import { rosterAfter, type Sweep } from './roster.ts';
import type { Places } from './watched.ts';

/** What the watchdog looks at. */
export interface LookedAfter {
  readonly memory: Pick<Memory, 'runs' | 'findings'>;
  readonly rosters: Rosters;
  /** Every waiver that was granted and not revoked, ended ones included. */
  readonly waivers: (at: Instant) => Promise<readonly Waiver[]>;
  readonly places: Places;
  /** Minutes from the beginning of one sweep to the next. */
  readonly interval: number;
  readonly at: Instant;
}

/** How far back runs are read: a day of many changes has thousands, and a sweep among them. */
const windows = [50, 1000, 20_000] as const;

/** A clock may run ahead by as much; a run from later than that is not believed yet. */
const skew = 5 * 60_000;

/** Sweeps that are gone through where no roster was ever kept. */
const mostSweeps = 200;

/** How the fleet stands, and what is to be kept of the newest sweep. */
export interface LookedAt {
  readonly metrics: FleetMetrics;
  /** Keeps the roster of a sweep that is new. It comes last: a store that takes no write silences no metric. */
  keep(): Promise<void>;
}

/** Reads the records of runs, and works out the metrics of the fleet. */
export async function lookAfter(given: LookedAfter): Promise<LookedAt> {
  const { memory, rosters, waivers, places, interval, at } = given;
  const { run, fresh, kept } = await knownOf(memory, rosters, at);
  const roster = fresh.toReversed().reduce(rosterAfter, kept.roster);
  const [sweep = kept.sweep] = fresh;
  const metrics = await measure({
    ...{ run, sweep, roster, places, interval, at },
    waivers: await waivers(at),
    findings: () => memory.findings(),
  });
  return {
    metrics,
    async keep() {
      if (sweep && sweep !== kept.sweep) await rosters.keep(sweep.run.id, roster);
    },
  };
}

interface Known {
  readonly run: Run | undefined;
  /** Sweeps whose roster was not kept, the newest first. */
  readonly fresh: readonly Sweep[];
  /** The newest roster that was kept, with its sweep. */
  readonly kept: { readonly roster: Roster; readonly sweep?: Sweep };
}

/** Goes back to a sweep whose roster was kept, or through all there are. */
async function knownOf(memory: Pick<Memory, 'runs'>, rosters: Rosters, at: Instant): Promise<Known> {
  const latest = (parseInstant(at) ?? Number.NaN) + skew;
  const isBelieved = ({ startedAt }: Run): boolean => (parseInstant(startedAt) ?? Infinity) <= latest;
  const gone = new Map<string, Sweep | undefined>();
  for (const window of windows) {
    const all = await memory.runs(window);
    const runs = all.filter(isBelieved);
    const fresh: Sweep[] = [];
    for (const run of runs.filter(({ kind }) => kind === 'sweep').slice(0, mostSweeps)) {
      if (!gone.has(run.id)) gone.set(run.id, await sweepOf(rosters, run));
      const sweep = gone.get(run.id);
      if (!sweep) continue;
      const roster = await rosters.roster(run.id);
      if (roster) return { run: runs[0], fresh, kept: { roster, sweep } };
      fresh.push(sweep);
    }
    if (all.length < window || fresh.length === mostSweeps || window === windows.at(-1)) {
      return { run: runs[0], fresh, kept: { roster: {} } };
    }
  }
  return { run: undefined, fresh: [], kept: { roster: {} } };
}

/** A sweep whose list of targets was lost says nothing of any of them. */
async function sweepOf(rosters: Rosters, run: Run): Promise<Sweep | undefined> {
  const targets = await rosters.targets(run.id);
  return targets && { run, targets };
}
