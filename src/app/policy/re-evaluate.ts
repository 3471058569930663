import type { Clock, Memory } from '#model';
import type { Standing } from './live.ts';
import { scan, type Scanned } from '../scan.ts';

/** What is judged again, and by what. */
export interface ReEvaluation {
  readonly memory: Memory;
  readonly standing: Standing;
  readonly clock: Clock;
  readonly startedAt: string;
}

/**
 * Judges what the last run read by the policy that stands now. No cloud is called. Undefined where the store holds no run
 * yet: there is nothing to judge.
 */
export async function reEvaluate({ memory, standing, clock, startedAt }: ReEvaluation): Promise<Scanned | undefined> {
  const [last] = await memory.runs(1);
  const was = last && (await memory.scan(last.id));
  if (!was) return undefined;
  // What was announced is confirmed or withdrawn by reads alone.
  const announced = (await memory.findings()).filter(({ status }) => status === 'announced');
  return scan({
    ...{ ...standing, memory, clock, startedAt },
    snapshots: await memory.snapshots(was.id),
    unreadable: was.unreadable,
    kind: 're-evaluation',
    awaited: new Set(announced.map(({ id }) => id)),
  });
}
