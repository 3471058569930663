import { isOpen } from '#engine/diff';
import { compareText } from '#lib/text';
import type { Change, ChangeRecord, FindingChange, FindingChangeKind, Memory, Touched } from '#model';

/** What a change has moved so far. */
export interface Moves {
  add(changes: readonly FindingChange[]): void;
  /** Writes down how far the change was followed, and what it moved. */
  keep(state: ChangeRecord['state'], reads: number): Promise<ChangeRecord>;
}

/** Begins the record of a change, with what is open on the objects that it touched. */
export async function movesOf(change: Change, memory: Memory): Promise<Moves> {
  const moves: FindingChange[] = [];
  const before = await openOn(memory, change.touched);
  const ids = (...kinds: readonly FindingChangeKind[]): string[] =>
    [...new Set(moves.filter(({ kind }) => kinds.includes(kind)).map(({ finding }) => finding.id))].sort(compareText);
  return {
    add: (changes) => void moves.push(...changes),
    async keep(state, reads) {
      const record: ChangeRecord = {
        ...{ change, state, reads, before, after: await openOn(memory, change.touched) },
        announced: ids('announced'),
        opened: ids('opened', 'reopened'),
        closed: ids('resolved', 'gone', 'no-longer-applies', 'withdrawn'),
      };
      await memory.keep(record);
      return record;
    },
  };
}

async function openOn(memory: Memory, touched: readonly Touched[]): Promise<string[]> {
  const findings = await memory.findings();
  return findings
    .filter(isOpen)
    .filter(({ resource }) =>
      touched.some(({ type, id, target }) =>
        id === undefined ? type === resource.type && target === resource.target : id === resource.id,
      ),
    )
    .map(({ id }) => id)
    .sort(compareText);
}
