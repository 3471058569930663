import { lastDays } from '#engine/waivers/waiver-life';
import { parseInstant } from '#lib/time';
import type { Instant, Memory, PolicyDocument, Scan } from '#model';

/** What a pack of now is made of. */
export interface Moving {
  readonly scan: Pick<Scan, 'finishedAt' | 'policyVersion'>;
  readonly memory: Memory;
  /** What the config file says; a scan by a version of the policy had that one's waivers. */
  readonly file: PolicyDocument;
  /** The last instant at which something was logged. */
  readonly loggedAt: Instant | undefined;
  readonly now: Instant;
}

const day = 86_400_000;

/**
 * The last instant by now at which anything moved that a pack tells of: its scan ended, something was logged, a waiver ended or
 * came to its last days. A pack of that instant is the pack of now, and the same bytes until something moves again.
 */
export async function lastMoved({ scan, memory, file, loggedAt, now }: Moving): Promise<Instant> {
  const { finishedAt, policyVersion } = scan;
  const version = policyVersion === null ? undefined : await memory.policies.version(policyVersion);
  const stored = (await memory.waivers.all()).flatMap(({ granted, asked }) => [granted, asked]);
  const ends = [...(version?.document ?? file).waivers, ...stored].map((it) => it && parseInstant(it.until));
  const latest = parseInstant(now) ?? 0;
  const passed = ends
    .flatMap((end) => (end === undefined ? [] : [end - lastDays * day, end]))
    .filter((it) => it <= latest);
  const written = [finishedAt, loggedAt ?? finishedAt].map((it) => parseInstant(it) ?? 0);
  return new Date(Math.max(...written, ...passed)).toISOString();
}
