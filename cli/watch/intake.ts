import { takeIn, type Tracked } from '#app/changes/take-in';
import type { Watch } from '#app/watch';
import { eventReaders } from '#clouds/event-readers';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import type { Terminal } from '../terminal.ts';

/** Where delivered documents become changes that are followed. */
export interface Intake {
  /**
   * Takes a document in: its changes are remembered once this resolves, and are followed then. Answers why parts of it,
   * or all of it, are no event; what is not tracked is only said. Rejects where the store cannot remember.
   */
  take(document: unknown): Promise<readonly string[]>;
  /** Changes that were taken in so far. */
  changes(): number;
}

export function intakeOf(
  watch: Pick<Watch, 'take' | 'hear'>,
  screen: Pick<Terminal, 'note'>,
  signal: AbortSignal,
): Intake {
  let count = 0;
  const say = (line: string): void => screen.note(`  ${forTerminalLine(line)}`);
  const follow = async (tracked: Tracked): Promise<void> => {
    const { call, eventId } = tracked.change;
    try {
      const { state, reads } = await watch.hear(tracked);
      say(`${call} ${eventId}: ${state} after ${plural(reads, 'read')}`);
    } catch (error) {
      // The next sweep reads what it touched.
      if (!signal.aborted) say(`${call} ${eventId} could not be followed: ${String(error)}`);
    }
  };
  return {
    changes: () => count,
    async take(document) {
      const { changes, notTracked, refused } = takeIn(document, eventReaders);
      await watch.take(changes);
      for (const { call, why } of notTracked) say(`not tracked: ${call}  ${why}`);
      count += changes.length;
      for (const tracked of changes) void follow(tracked);
      return refused;
    },
  };
}
