import type { Instant, Memory, Run, TargetComponents } from '#model';

/** How many runs are looked through for targets that the last one did not read. */
const looked = 20;

/** What the last runs say of the targets of the newest one. */
export interface Standing {
  /** Targets that earlier runs read and the last one did not, as they last told. */
  readonly missed: readonly TargetComponents[];
  /** When the last sweep began: it read all targets of the runs since. */
  readonly sweptAt: Instant | undefined;
}

/** Runs never change: many questions to one store look through them once. */
const known = new WeakMap<object, { readonly run: string; readonly standing: Promise<Standing> }>();

/** Asks only sweeps: the other runs have the targets of the one before them. */
export function standingOf(
  memory: Pick<Memory, 'runs' | 'components'>,
  last: Run,
  told: readonly TargetComponents[],
): Promise<Standing> {
  const earlier = known.get(memory.components);
  if (earlier?.run === last.id) return earlier.standing;
  const standing = lookThrough(memory, last, told);
  known.set(memory.components, { run: last.id, standing });
  return standing;
}

async function lookThrough(
  memory: Pick<Memory, 'runs' | 'components'>,
  last: Run,
  told: readonly TargetComponents[],
): Promise<Standing> {
  const sweeps = (await memory.runs(looked)).filter(({ kind }) => kind === 'sweep');
  const found = new Set(told.map(({ target }) => target));
  const missed: TargetComponents[] = [];
  for (const { id } of sweeps) {
    if (id === last.id) continue;
    for (const target of await memory.components.told(id)) {
      if (found.has(target.target)) continue;
      found.add(target.target);
      missed.push(target);
    }
  }
  return { missed, sweptAt: sweeps[0]?.startedAt };
}
