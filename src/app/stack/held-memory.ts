import type { Finding, FindingChange, Memory } from '#model';

/**
 * A memory that only its holder moves findings of: they are read once, and before each move it is made sure that it is
 * still held.
 */
export function heldMemory(memory: Memory, hold: () => Promise<void>): Memory {
  let known: Promise<Map<string, Finding>> | undefined;
  const read = async (): Promise<Map<string, Finding>> => new Map((await memory.findings()).map((it) => [it.id, it]));
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
    ...memory,
    findings: async () => [...(await (known ??= read())).values()],
    announce: (changes, at) => moving(changes, () => memory.announce(changes, at)),
    write: (outcome) => moving(outcome.changes, () => memory.write(outcome)),
    async keep(record) {
      await hold();
      await memory.keep(record);
    },
  };
}
