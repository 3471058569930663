import { isUnderWay } from '#engine/plan/limits';
import { compareText } from '#lib/text';
import { ShoalwatchError, type Hold, type Holds, type Plan } from '#model';
import type { FixBench } from './desk.ts';

/** Milliseconds for which objects are held; they are held anew before each step and write, and while one takes long. */
export const heldFor = 120_000;

/** The bench of a process that holds all that its plan writes. */
export interface HeldBench extends FixBench {
  /** Holds everything anew. Throws from the first time on that something was taken over by another process. */
  sure(): Promise<void>;
}

/** Another process holds something that a plan writes. */
export class Held extends ShoalwatchError {
  constructor(name: string, by = 'another process') {
    super('store', `${by} is changing ${name}`, {
      cure: 'wait until it has ended; one that died is over after some minutes',
    });
    this.name = 'Held';
  }
}

/**
 * Works while everything that a plan and its way back write is held. It is taken in one order, and nobody waits for
 * anything: of two plans that share an object whoever comes second gets nothing, and lets go of what it had.
 */
export async function holding<T>(bench: FixBench, plan: Plan, work: (held: HeldBench) => Promise<T>): Promise<T> {
  const holds = bench.memory.remediations.holds(bench.clock);
  const held: Hold[] = [];
  let last: Promise<void> = Promise.resolve();
  try {
    for (const { name, of } of heldBy(plan)) {
      const hold = await holds.take(name, bench.holder, heldFor);
      if (!hold) throw new Held(of);
      held.push(hold);
    }
    const renew = renewing(holds, held, plan);
    // A beat and a write ask at the same time: one after the other, else each would take the other for somebody else.
    const sure = (): Promise<void> => {
      const turn = last.then(renew);
      last = turn.catch(() => undefined);
      return turn;
    };
    return await work({ ...bench, sure });
  } finally {
    await last;
    for (const hold of held) await holds.release(hold);
  }
}

function renewing(holds: Holds, held: Hold[], plan: Plan): () => Promise<void> {
  let isLost = false;
  return async () => {
    for (const [i, hold] of held.entries()) {
      const next = isLost ? undefined : await holds.renew(hold, heldFor);
      if (next) held[i] = next;
      else isLost = true;
    }
    if (isLost) throw new ShoalwatchError('store', `another process took over ${plan.id}`);
  };
}

/** A plan that is in the middle of changing something that this one writes, too: who waits between steps holds nothing then. */
export async function occupantOf({ memory }: Pick<FixBench, 'memory'>, plan: Plan): Promise<string | undefined> {
  const own = new Set(heldBy(plan).map(({ name }) => name));
  const found = (await memory.remediations.all()).find(
    (it) => isUnderWay(it) && it.plan.id !== plan.id && heldBy(it.plan).some(({ name }) => own.has(name)),
  );
  return found?.plan.id;
}

/** The names of what is held, each once, in one order. */
export function heldBy({ resource, steps }: Plan): readonly { readonly name: string; readonly of: string }[] {
  const refs = [
    resource,
    ...steps.flatMap(({ action, undo, lines }) => [
      action.subject,
      ...undo.map(({ subject }) => subject),
      ...lines.map((line) => line.resource),
    ]),
  ];
  const names = new Map(refs.map(({ target, id, name }) => [`fix ${target} ${id}`, name]));
  return [...names].map(([name, of]) => ({ name, of })).toSorted((a, b) => compareText(a.name, b.name));
}
