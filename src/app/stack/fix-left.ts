import { isUnderWay } from '#engine/plan/limits';
import { parseInstant } from '#lib/time';
import type { Remediation } from '#model';
import { instantOf, type FixDesk } from '../remediate/desk.ts';
import { move } from '../remediate/move.ts';
import type { FixMetrics } from '../watchdog/fix-metrics.ts';

/** What the ledger says of a plan whose execution failed. */
const left = 'left under way: ';

/** The most of an error that the ledger keeps. */
const longest = 500;

/** Minutes until a plan that was left is gone on with: what made it fail has to have a chance to pass. */
const restMinutes = 15;

/** Minutes after which a plan of which nothing is heard is stuck: a provider may take an hour for one step. */
const stuckMinutes = 120;

/**
 * Notes that the state machine gave a plan up, and why; where the plan stands is kept since its last step. What has ended
 * meanwhile is left as it is.
 */
export async function markLeft(desk: Pick<FixDesk, 'memory' | 'clock'>, plan: string, why: string): Promise<void> {
  const stored = await desk.memory.remediations.get(plan);
  if (stored && goesOn(stored.remediation)) await move(desk, stored, {}, `${left}${why.slice(0, longest)}`);
}

/** Minutes for which a plan that came to a bad end is counted: two looks of an alarm, so that no gap between them hides it. */
const badMinutes = 10;

/** How the fixes of a stack stand. */
export interface Pulse {
  /** Plans that somebody has to be at work on. */
  readonly goOn: readonly string[];
  readonly metrics: FixMetrics;
}

/** Looks at every plan that is approved or under way, and at those that came to a bad end just now. */
export async function fixPulse(desk: Pick<FixDesk, 'memory' | 'clock'>): Promise<Pulse> {
  const { remediations } = desk.memory;
  const all = await remediations.all();
  const open = all.filter(goesOn);
  const now = parseInstant(instantOf(desk)) ?? 0;
  const isFresh = ({ finishedAt = '' }: Remediation): boolean =>
    now - (parseInstant(finishedAt) ?? 0) < badMinutes * 60_000;
  const seen = await Promise.all(
    open.map(async ({ plan }) => {
      const last = (await remediations.history(plan.id)).at(-1);
      const minutes = (now - (parseInstant(last?.at ?? '') ?? 0)) / 60_000;
      return { id: plan.id, minutes, isResting: last?.act.startsWith(left) === true && minutes < restMinutes };
    }),
  );
  return {
    goOn: seen.filter(({ isResting }) => !isResting).map(({ id }) => id),
    metrics: {
      FixesUnderWay: open.length,
      FixesStuck: seen.filter(({ minutes }) => minutes >= stuckMinutes).length,
      FixesFailed: all.filter((it) => isBad(it) && isFresh(it)).length,
    },
  };
}

const goesOn = (it: Remediation): boolean => it.state === 'approved' || isUnderWay(it);

const isBad = ({ state }: Remediation): boolean => state === 'failed' || state === 'rolled-back';
