import { isOpen } from '#engine/diff';
import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';
import type { Change, ChangeRecord, Finding, FindingChange, FindingChangeKind, Memory, Touched } from '#model';
import type { Tracked } from './take-in.ts';

/** What a change has moved so far. */
export interface Moves {
  add(changes: readonly FindingChange[]): void;
  /** Findings that were announced for it. */
  announced(): readonly string[];
  /** Writes down how far the change was followed, and what it moved. */
  keep(state: ChangeRecord['state'], reads: number): Promise<ChangeRecord>;
}

/** Findings that a list of a record names: it has to fit into the store whatever a change moved. */
export const most = 300;

/** The largest requests that are kept beside a change, in characters; a larger one is announced by this process alone. */
const largest = 8 * 1024;

/** Targets whose digest is kept beside a change. */
const widest = 50;

/** What is kept of a change before anybody follows it: all that another process needs to do so. */
export function recordOf(
  { change, announced }: Tracked,
  findings: readonly Finding[],
  stood: Readonly<Record<string, string>>,
): ChangeRecord {
  const before = openOn(findings, change.touched);
  const requests = announced.map(({ action }) => action);
  const isSmall = requests.length > 0 && canonicalJson(requests).length <= largest;
  const places = Object.keys(stood).length;
  return {
    ...{ change, state: 'following', reads: 0, before, after: before, announced: [], opened: [], closed: [] },
    ...(isSmall && { requests }),
    ...(places > 0 && places <= widest && { stood }),
  };
}

/**
 * Goes on with the record of a change; of one that an earlier process took in, with what that one moved, too. Whoever knows what
 * stands open of what it touched hands that in: otherwise all findings are read.
 */
export async function movesOf(
  known: ChangeRecord,
  memory: Memory,
  isInherited: boolean,
  around: (announced: readonly string[]) => Promise<readonly Finding[]> = () => memory.findings(),
): Promise<Moves> {
  const { change, heardAt, before, requests, stood } = known;
  const moves: FindingChange[] = isInherited ? await movedBy(change, memory) : [];
  const ids = (of: readonly string[], ...kinds: readonly FindingChangeKind[]): string[] => {
    const moved = moves.filter(({ kind }) => kinds.includes(kind)).map(({ finding }) => finding.id);
    return [...new Set([...of, ...moved])].sort(compareText);
  };
  return {
    add: (changes) => void moves.push(...changes),
    announced: () => ids(known.announced, 'announced'),
    async keep(state, reads) {
      const after = openOn(await around(ids(known.announced, 'announced')), change.touched);
      const record: ChangeRecord = {
        ...{ change, state, before, after },
        ...(heardAt !== undefined && { heardAt }),
        reads: known.reads + reads,
        announced: ids(known.announced, 'announced').slice(0, most),
        opened: ids(known.opened, 'opened', 'reopened').slice(0, most),
        closed: ids(known.closed, 'resolved', 'gone', 'no-longer-applies', 'withdrawn').slice(0, most),
        ...(state === 'following' && { ...(requests && { requests }), ...(stood && { stood }) }),
      };
      await memory.keep(record);
      return record;
    },
  };
}

/** What the ledger says that a change moved: a process that died may have had no time to write it beside the change. */
async function movedBy({ eventId }: Change, memory: Memory): Promise<FindingChange[]> {
  const isIts = ({ change }: Finding): boolean => change?.eventId === eventId;
  const moved = (await memory.findings()).filter(isIts);
  const histories = await Promise.all(moved.map(({ id }) => memory.history(id)));
  return histories.flat().filter(({ finding, cause }) => isIts(finding) && cause === 'change');
}

const openOn = (findings: readonly Finding[], touched: readonly Touched[]): string[] =>
  findings
    .filter(isOpen)
    .filter(({ resource }) =>
      touched.some(({ type, id, target }) =>
        id === undefined ? type === resource.type && target === resource.target : id === resource.id,
      ),
    )
    .map(({ id }) => id)
    .sort(compareText)
    .slice(0, most);
