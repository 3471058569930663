import { ShoalwatchError, type Memory, type Outcome, type Run, type Snapshot } from '#model';
import { partOf, type PartInput } from '../scan-part.ts';
import type { ScanInput, Scanned } from '../scan.ts';
import type { Judge } from './stack.ts';

/** What a sweep is judged over. */
interface Over extends Pick<PartInput, 'announced' | 'last'> {
  readonly memory: Memory;
}

/**
 * Judges of a sweep what may be judged otherwise than by the last run. What was read as it stood before is not read from the store
 * again. Undefined where everything has to be judged, where clouds are to be asked or something could not be read at all, which a
 * whole run tells of alone, and where the store has lost something of the last run.
 */
export async function sweptInPart(
  stack: Pick<Judge, 'standing'>,
  over: Over,
  input: ScanInput,
): Promise<Scanned | undefined> {
  const outcome = await readable(outcomeOf(stack, over, input));
  if (outcome) await over.memory.write(outcome);
  return outcome;
}

async function outcomeOf(
  { standing }: Pick<Judge, 'standing'>,
  { memory, last, announced }: Over,
  input: ScanInput,
): Promise<Outcome | undefined> {
  const { clouds = [], unreadable = [] } = input;
  if (input.interrupted === true || input.signal?.aborted === true) return undefined;
  if (clouds.length + unreadable.length > 0) return undefined;
  const ids = new Map((await memory.targets(last.id)).map(({ id, snapshot }) => [id, snapshot]));
  const isSame = ({ target, id }: Snapshot): boolean => ids.get(target.id) === id;
  const same = input.snapshots.filter(isSame);
  const own = new Set(same.map(({ target }) => target.id));
  const others = same.length < ids.size ? await memory.snapshots(last.id, (id) => !own.has(id)) : [];
  return partOf({ ...input, memory, last, stood: [...same, ...others], standing, announced });
}

async function readable(reading: Promise<Outcome | undefined>): Promise<Outcome | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ShoalwatchError && error.code === 'store') return undefined;
    throw error;
  }
}

/** What a run came to that judged a part: what it wrote of all its targets. */
export async function sumOf(memory: Memory, { id }: Pick<Run, 'id'>) {
  const [targets, [run]] = [await memory.targets(id), await memory.runs(1)];
  return {
    targets,
    findings: targets.reduce((sum, { sums }) => sum + (sums?.findings ?? 0), 0),
    coverage: run?.standing?.coverage ?? 0,
  };
}
