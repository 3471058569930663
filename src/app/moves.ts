import { isOpen } from '#engine/diff';
import { compareText } from '#lib/text';
import type { Change, ChangeRecord, FindingChange, FindingChangeKind, Memory, Touched } from '#model';

/** What a change has moved so far. */
export interface Moves {
  add(changes: readonly FindingChange[]): void;
  /** Findings that were announced for it. */
  announced(): readonly string[];
  /** Writes down how far the change was followed, and what it moved. */
  keep(state: ChangeRecord['state'], reads: number): Promise<ChangeRecord>;
}

/** Begins the record of a change, with what is open on the objects that it touched. */
export async function movesOf(change: Change, memory: Memory): Promise<Moves> {
  const moves: FindingChange[] = [];
  // A change that is followed once more goes on with what is known of it.
  const known = await memory.changeOf(change);
  const before = known?.before ?? (await openOn(memory, change.touched));
  const ids = (of: readonly string[] = [], ...kinds: readonly FindingChangeKind[]): string[] => {
    const moved = moves.filter(({ kind }) => kinds.includes(kind)).map(({ finding }) => finding.id);
    return [...new Set([...of, ...moved])].sort(compareText);
  };
  return {
    add: (changes) => void moves.push(...changes),
    announced: () => ids(known?.announced, 'announced'),
    async keep(state, reads) {
      const record: ChangeRecord = {
        ...{ change, state, before, after: await openOn(memory, change.touched) },
        reads: (known?.reads ?? 0) + reads,
        announced: ids(known?.announced, 'announced'),
        opened: ids(known?.opened, 'opened', 'reopened'),
        closed: ids(known?.closed, 'resolved', 'gone', 'no-longer-applies', 'withdrawn'),
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
