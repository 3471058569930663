import { steady } from '#engine/plan/steady';
import { canonicalJson } from '#lib/canonical';
import type { Remediation } from '#model';
import type { Gate, Written } from './gates.ts';

/** A change of a person, after so many writes. */
export interface Human {
  readonly at: number;
  readonly event: string;
  readonly before: Gate;
  readonly after: Gate;
}

/** What a process read, after so many writes. */
export interface Look {
  readonly at: number;
  readonly holder: string;
  readonly stands: Gate;
}

/** What must not be, and how often it could have been. */
export interface Tally {
  readonly writes: number;
  /** The same change of the same plan, carried out once more. */
  readonly doubles: number;
  /** Changes of people that a comparing or commuting write took away. */
  readonly lost: number;
  /** Those that a replacing write took away, and those of them that nobody was told of. */
  readonly replaced: number;
  readonly unreported: number;
}

/** Counts what people and processes did to each other. */
export function tally(
  written: readonly Written[],
  looks: readonly Look[],
  humans: readonly Human[],
  all: readonly Remediation[],
): Tally {
  const ours = written.map((it, i) => ({ ...it, at: i + 1 })).filter(({ by }) => by !== 'human');
  const asked = Map.groupBy(ours, ({ by, request }) => JSON.stringify([by.split(' ')[0], request]));
  const counts = { writes: ours.length, doubles: 0, lost: 0, replaced: 0, unreported: 0 };
  for (const same of asked.values()) counts.doubles += same.length - 1;
  for (const write of ours) {
    const [, holder] = write.by.split(' ');
    const seen = looks.filter((it) => it.holder === holder && it.at < write.at).at(-1);
    const gone = humans.filter((it) => seen && it.at > seen.at && it.at < write.at && isGone(it, write));
    if (gone.length === 0) continue;
    if (write.action !== 'gate.replace-keys') {
      counts.lost += gone.length;
      continue;
    }
    counts.replaced += gone.length;
    const reported = new Set(all.flatMap(({ lost = [] }) => lost.map(({ eventId }) => eventId)));
    counts.unreported += gone.filter(({ event }) => !reported.has(event)).length;
  }
  return counts;
}

/** Whether what a person has changed is no more after a write of ours. */
function isGone(
  { before, after }: Human,
  { action, before: was, after: is }: { action: string; before: Gate; after: Gate },
): boolean {
  if (action === 'gate.switch') return before.open !== after.open && was.open !== is.open;
  const [list, now] = action === 'gate.replace-keys' ? [after.keys, is.keys] : [after.guests, is.guests];
  const old = action === 'gate.replace-keys' ? before.keys : before.guests;
  return list.some((it) => !old.includes(it) && !now.includes(it));
}

/** Whether what was written stands as it stood before; of the guests only the one that went. */
export const restored = (lines: readonly Line[], stands: Gate): boolean =>
  lines.every(({ path, before }) =>
    path === 'guests'
      ? stands.guests.includes('everyone')
      : canonicalJson(steady(Reflect.get(stands, path))) === canonicalJson(steady(before)),
  );

interface Line {
  readonly path: string;
  readonly before?: unknown;
}
