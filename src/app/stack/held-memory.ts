import type { FindingChange, Memory } from '#model';
import type { Findings } from './warm-findings.ts';

/** A memory that only its holder moves findings of. */
export interface HeldMemory {
  readonly memory: Memory;
  /** What stands, as far as the holder knows for sure; undefined where it never read it, or a write failed half-way. */
  known(): Promise<Findings | undefined>;
}

/** Findings are read once, unless it is known what stands, and before each move it is made sure that the memory is still held. */
export function heldMemory(memory: Memory, hold: () => Promise<void>, warm?: Findings): HeldMemory {
  let known: Promise<Findings> | undefined = warm && Promise.resolve(warm);
  const read = async (): Promise<Findings> => new Map((await memory.findings()).map((it) => [it.id, it]));
  const moving = async (changes: readonly FindingChange[], write: () => Promise<void>): Promise<void> => {
    await hold();
    const before = known;
    // A write that fails half-way leaves nobody knows what.
    known = undefined;
    await write();
    const findings = await before;
    for (const { finding } of changes) findings?.set(finding.id, finding);
    known = before;
  };
  return {
    known: async () => known,
    memory: {
      ...memory,
      findings: async () => [...(await (known ??= read())).values()],
      announce: (changes, at) => moving(changes, () => memory.announce(changes, at)),
      write: (outcome) => moving(outcome.changes, () => memory.write(outcome)),
      async keep(record) {
        await hold();
        await memory.keep(record);
      },
    },
  };
}
