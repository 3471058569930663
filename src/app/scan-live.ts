import { parseInstant } from '#lib/time';
import type { Live, Standing } from './policy/live.ts';
import { reEvaluate } from './policy/re-evaluate.ts';
import { scan, type ScanInput, type Scanned } from './scan.ts';

/** What is scanned, and where it is asked by what. */
export interface LiveScan extends Omit<ScanInput, keyof Standing> {
  readonly live: Live;
  /** Judges a part where that says the same; what it leaves undefined is judged whole. */
  readonly inPart?: (input: ScanInput) => Promise<Scanned | undefined>;
}

/** A scan with what it was judged by. */
export interface ScannedLive extends Scanned {
  readonly standing: Standing;
}

/**
 * One run by what stands when everything was read. Whoever changed the policy meanwhile found the store held, and was told
 * that the run judges by it: where it came too late for that, what was read is judged once more.
 */
export async function scanLive({ live, inPart, ...given }: LiveScan): Promise<ScannedLive> {
  const { memory, clock } = given;
  const before = await memory?.policies.stamp();
  const standing = await live(given.startedAt);
  const input = { ...given, ...standing };
  const scanned = { ...((await inPart?.(input)) ?? (await scan(input))), standing };
  if (!memory || scanned.scan.interrupted || before === (await memory.policies.stamp())) return scanned;
  // It comes after the run that it judges again, whatever the clock says.
  const startedAt = new Date(Math.max(clock.now(), (parseInstant(input.startedAt) ?? 0) + 1)).toISOString();
  const newer = await live(startedAt);
  const again = await reEvaluate({ memory, standing: newer, clock, startedAt });
  if (!again) return scanned;
  return { scan: again.scan, changes: [...scanned.changes, ...again.changes], standing: newer };
}
