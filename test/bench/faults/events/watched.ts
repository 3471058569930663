import { watchOf, type Watch } from '#app/watch';
import type { WatchInput } from '#app/ground';
import { awsEvents } from '#clouds/aws/events';
import { defaultPolicy, type Clock, type Memory, type Snapshot } from '#model';
import { rules, types, type ChangingEstate } from './changing-estate.ts';

/** One process that watches an estate. */
export interface Process {
  readonly watch: Watch;
  readonly memory: Memory;
}

interface Starting extends Pick<WatchInput, 'moved' | 'failed' | 'signal' | 'live'> {
  readonly estate: ChangingEstate;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly snapshots?: readonly Snapshot[];
}

export const silent: WatchInput['progress'] = {
  skipped: () => undefined,
  started: () => undefined,
  done: () => undefined,
};

export const fileAlone: WatchInput['live'] = () => Promise.resolve({ rules, policy: defaultPolicy });

/** Begins to watch with what the store holds, as `shoalwatch watch` does. */
export function watching({ estate, memory, ...rest }: Starting): Process {
  const actions = awsEvents.announces;
  const watch = watchOf({ ...rest, clouds: [estate.cloud], types, actions, memory, progress: silent });
  return { watch, memory };
}

/** What stood when the last process ended. */
export async function lastSnapshots(memory: Memory): Promise<readonly Snapshot[]> {
  const [run] = await memory.runs(1);
  return run ? memory.snapshots(run.id) : [];
}

/** How many findings stand open and should not, or the other way round. */
export async function amiss(memory: Memory, estate: ChangingEstate): Promise<number> {
  const findings = await memory.findings();
  const open = new Set(findings.filter(({ status }) => status === 'open').map(({ id }) => id));
  const announced = findings.filter(({ status }) => status === 'announced').length;
  return open.symmetricDifference(estate.truth()).size + announced;
}
