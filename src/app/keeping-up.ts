import { rulesetDigest } from '#engine/ruleset';
import { parseInstant } from '#lib/time';
import type { Run } from '#model';
import type { Ground } from './ground.ts';
import type { Standing } from './policy/live.ts';
import { endsOf } from './policy/ends.ts';
import { policyDigestOf } from './scan.ts';

/** How often the stamp of the policy is looked at, in milliseconds. */
const pause = 1000;

/**
 * Judges what stands anew as soon as something else counts: another policy, or what a waiver or an entry leaves at its
 * end. No cloud is called. Goes on until the signal.
 */
export function keepingUpOf({ input, fleet, inTurn, judge, now }: Ground): () => Promise<void> {
  const { memory, clock, signal, live } = input;
  let seen: string | undefined;
  let due: number | undefined;

  const look = async (): Promise<void> => {
    const stamp = await memory.policies.stamp();
    if (stamp === seen && (due === undefined || clock.now() < due)) return;
    await inTurn(async () => {
      const at = now();
      const standing = await live(at);
      const ends = endsOf(standing.policy, await memory.policies.overlay());
      const [last] = await memory.runs(1);
      if (last && fleet.snapshots().length > 0 && isBehind(last, standing, ends, clock.now())) {
        const scanned = await judge({ kind: 're-evaluation' });
        if (!scanned.scan.interrupted) input.rejudged?.(scanned);
      }
      seen = stamp;
      due = Math.min(...ends.filter((end) => end > clock.now()));
    });
  };

  return async () => {
    let said = '';
    while (!signal?.aborted) {
      try {
        await look();
        said = '';
      } catch (error) {
        // Looked at again and again, it is said once.
        if (!signal?.aborted && said !== String(error)) input.failed?.('what stands could not be judged anew', error);
        said = String(error);
      }
      await clock.sleep(pause, signal).catch(() => undefined);
    }
  };
}

/** Whether a run judged by another policy, other rules, or before something came to its end. */
function isBehind(last: Run, { rules, policy }: Standing, ends: readonly number[], now: number): boolean {
  const judged = parseInstant(last.startedAt) ?? 0;
  return (
    last.policyDigest !== policyDigestOf(policy) ||
    last.rulesetDigest !== rulesetDigest(rules) ||
    ends.some((end) => judged < end && end <= now)
  );
}
