import type { Config } from '#app/config/schema';
import { daysBetweenPrunings, usualRetention } from '#app/config/deployment';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { ShoalwatchError, type Memory } from '#model';
import { pruneEmbedded } from '#store/prune/pruned-store';
import type { Terminal } from './terminal.ts';

/** Does one thing after the other. */
type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export interface LettingGo {
  readonly config: Config;
  readonly screen: Pick<Terminal, 'note'>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What runs are written in, where others in this process may write one meanwhile. */
  readonly inTurn?: InTurn;
}

/**
 * Lets go of what a store keeps no longer, once a week. Whoever calls holds the store. Where something that is kept is lost, it
 * says so and nothing goes: the scan that it comes after stands.
 */
export async function letGoIn(store: string, { config, screen, now, inTurn = (it) => it() }: LettingGo): Promise<void> {
  const { retentionDays = usualRetention } = config.evidence ?? {};
  try {
    const pruned = await pruneEmbedded(store, { now, retentionDays, everyDays: daysBetweenPrunings, inTurn });
    if (pruned && pruned.removed > 0)
      screen.note(`  let go of ${plural(pruned.removed, 'file')} of runs that are more than ${retentionDays} days old`);
  } catch (error) {
    if (!(error instanceof ShoalwatchError)) throw error;
    screen.note(`  nothing of old runs was let go of: ${forTerminalLine(error.message)}`);
  }
}

/** A memory that writes its runs in turn with whatever else has to be done alone. */
export const writingInTurn = (memory: Memory, inTurn: InTurn): Memory => ({
  ...memory,
  write: (outcome) => inTurn(() => memory.write(outcome)),
});
