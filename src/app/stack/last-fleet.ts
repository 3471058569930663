import type { Memory, Run, Snapshot, Touched, Type } from '#model';

/** What stands by the last run. */
export interface LastFleet {
  readonly run: Run;
  /** The ids of all targets of the run, those that were not chosen among them. */
  readonly targets: readonly string[];
  readonly snapshots: readonly Snapshot[];
}

/** What the last run judged, of all targets or of those that are chosen; undefined before the first one. */
export async function lastFleet(memory: Memory, among?: (target: string) => boolean): Promise<LastFleet | undefined> {
  const [run] = await memory.runs(1);
  if (!run) return undefined;
  if (!among) {
    const snapshots = await memory.snapshots(run.id);
    return { run, targets: snapshots.map(({ target }) => target.id), snapshots };
  }
  const targets: string[] = [];
  const snapshots = await memory.snapshots(run.id, (target) => {
    targets.push(target);
    return among(target);
  });
  return { run, targets, snapshots };
}

/**
 * The same for a sweep, which writes again what is lost: where it was said before that something is, nothing stands rather than
 * that no sweep is judged any more.
 */
export async function fleetIfKept(
  memory: Memory,
  isLost: boolean,
  among?: (target: string) => boolean,
): Promise<LastFleet | undefined> {
  try {
    return await lastFleet(memory, among);
  } catch (error) {
    if (isLost) return undefined;
    throw error;
  }
}

/**
 * The targets that a change may concern: those that it names, with all of their account. What is read where something names
 * it may stand anywhere: undefined, for all.
 */
export function near(touched: readonly Touched[], types: readonly Type[]): ((target: string) => boolean) | undefined {
  const referred = new Set(types.filter(({ byReference }) => byReference).map(({ name }) => name));
  if (touched.some(({ type }) => referred.has(type))) return undefined;
  const accounts = new Set(touched.map(({ target }) => accountOf(target)));
  return (target) => accounts.has(accountOf(target));
}

/** An account of AWS is one target for each region, and any other target stands by itself. */
const accountOf = (target: string): string => (target.startsWith('aws:') ? target.split(':', 2).join(':') : target);
