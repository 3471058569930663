import type { ChangeRecord, Finding, FindingChange, Memory } from '#model';
import type { Findings } from './warm-findings.ts';

/** A memory that only its holder moves findings of. */
export interface HeldMemory {
  readonly memory: Memory;
  /** What stands, as far as the holder knows for sure; undefined where it never read it, or a write failed half-way. */
  known(): Promise<Findings | undefined>;
}

/**
 * Findings are read once, unless it is known what stands, and before each move it is made sure that the memory is still held.
 * What is read while findings move is not kept, for it may be half of it. Which changes are followed is read once too: what was
 * announced for them only the holder writes, and nothing yet for one that begins meanwhile.
 */
export function heldMemory(memory: Memory, hold: () => Promise<void>, warm?: Findings): HeldMemory {
  let known: Promise<Findings> | undefined = warm && Promise.resolve(warm);
  /** Single ones that were asked for, undefined where there is none. */
  let some = new Map<string, Finding | undefined>();
  let followed: Promise<Map<string, ChangeRecord>> | undefined;
  /** Moves that are under way, how many there were, and how many records of changes were kept. */
  let [under, moves, keeps] = [0, 0, 0];
  const read = async (): Promise<Findings> => new Map((await memory.findings()).map((it) => [it.id, it]));
  const moving = async (changes: readonly FindingChange[], write: () => Promise<void>): Promise<void> => {
    await hold();
    const before = { known, some };
    // A write that fails half-way leaves nobody knows what.
    known = undefined;
    some = new Map();
    under += 1;
    const mine = (moves += 1);
    await write().finally(() => (under -= 1));
    const findings = await before.known;
    for (const { finding } of changes) {
      findings?.set(finding.id, finding);
      before.some.set(finding.id, finding);
    }
    // Where two moved at once neither knows what the other did.
    if (mine === moves) ({ known, some } = before);
  };
  const findingsOf = async (ids: readonly string[]): Promise<readonly Finding[]> => {
    if (under > 0) return memory.findingsOf(ids);
    const [before, parts] = [moves, some];
    const whole = await known;
    const unread = whole ? [] : ids.filter((id) => !parts.has(id));
    const found = new Map((unread.length > 0 ? await memory.findingsOf(unread) : []).map((it) => [it.id, it]));
    if (moves === before) for (const id of unread) parts.set(id, found.get(id));
    return ids.flatMap((id) => found.get(id) ?? (whole ?? parts).get(id) ?? []);
  };
  return {
    known: async () => known,
    memory: {
      ...memory,
      findings: async () => [...(await (under > 0 ? read() : (known ??= read()))).values()],
      findingsOf,
      announce: (changes, at) => moving(changes, () => memory.announce(changes, at)),
      write: (outcome) => moving(outcome.changes, () => memory.write(outcome)),
      async following() {
        const records = (followed ??= memory
          .following()
          .then((all) => new Map(all.map((it) => [nameOf(it.change), it]))));
        records.catch(() => (followed = undefined));
        return [...(await records).values()];
      },
      async begin(record) {
        // What is read while it is written down may lack it.
        return memory.begin(record).finally(() => (followed = undefined));
      },
      async keep(record) {
        await hold();
        const before = followed;
        followed = undefined;
        const mine = (keeps += 1);
        await memory.keep(record);
        const records = await before;
        if (record.state === 'following') records?.set(nameOf(record.change), record);
        else records?.delete(nameOf(record.change));
        // Where two were kept at once neither knows what the other says.
        if (mine === keeps) followed = before;
      },
    },
  };
}

const nameOf = ({ at, eventId }: ChangeRecord['change']): string => `${at} ${eventId}`;
