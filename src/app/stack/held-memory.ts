import type { FindingChange, Memory } from '#model';
import type { Findings } from './warm-findings.ts';

/** A memory that only its holder moves findings of. */
export interface HeldMemory {
  readonly memory: Memory;
  /** What stands, as far as the holder knows for sure; undefined where it never read it, or a write failed half-way. */
  known(): Promise<Findings | undefined>;
}

/**
 * Findings are read once, unless it is known what stands, and before each move it is made sure that the memory is still held.
 * What is read while findings move is not kept, for it may be half of it.
 */
export function heldMemory(memory: Memory, hold: () => Promise<void>, warm?: Findings): HeldMemory {
  let known: Promise<Findings> | undefined = warm && Promise.resolve(warm);
  /** Moves that are under way, and how many there were. */
  let [under, moves] = [0, 0];
  const read = async (): Promise<Findings> => new Map((await memory.findings()).map((it) => [it.id, it]));
  const moving = async (changes: readonly FindingChange[], write: () => Promise<void>): Promise<void> => {
    await hold();
    const before = known;
    // A write that fails half-way leaves nobody knows what.
    known = undefined;
    under += 1;
    const mine = (moves += 1);
    await write().finally(() => (under -= 1));
    const findings = await before;
    for (const { finding } of changes) findings?.set(finding.id, finding);
    // Where two moved at once neither knows what the other did.
    if (mine === moves) known = before;
  };
  return {
    known: async () => known,
    memory: {
      ...memory,
      findings: async () => [...(await (under > 0 ? read() : (known ??= read()))).values()],
      announce: (changes, at) => moving(changes, () => memory.announce(changes, at)),
      write: (outcome) => moving(outcome.changes, () => memory.write(outcome)),
      async keep(record) {
        await hold();
        await memory.keep(record);
      },
    },
  };
}
