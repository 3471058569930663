import type { Live } from '#app/policy/live';
import type { ScannedLive } from '#app/scan-live';
import { ShoalwatchError, type Memory } from '#model';
import { leaving } from '../interrupt.ts';
import type { StackPlace } from '../place.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';
import { followed } from './follow.ts';
import { openStack } from './open.ts';
import { movedSince } from './run-changes.ts';

/** What came of it when a stack judged its fleet again, and how long it was waited for. */
export interface Judged {
  readonly scanned: ScannedLive;
  readonly seconds: number;
}

/**
 * Lets a stack judge its stored fleet by what stands now, and waits for it. Undefined where nothing is stored yet. What was
 * done before stands whatever comes of this: the error says so.
 */
export async function judgedInStack(place: StackPlace, liveOf: (memory: Memory) => Live): Promise<Judged | undefined> {
  const start = clock.now();
  const { memory, machine } = await openStack(place);
  const leave = leaving(`what was done counts, and the stack ${place.stack} goes on judging by it`);
  try {
    const [last] = await memory.runs(1);
    if (!last) return undefined;
    const execution = await machine.start({ mode: 'evaluate' });
    terminal().note(`  the stack ${place.stack} judges its fleet again`);
    const run = await followed({ machine, execution, clock });
    if (run === null) return undefined;
    const { scan, changes } = await movedSince(memory, run, last, ['re-evaluation']);
    const standing = await liveOf(memory)(scan.startedAt);
    return { scanned: { scan, changes, standing }, seconds: (clock.now() - start) / 1000 };
  } catch (cause) {
    throw notJudged(place, cause);
  } finally {
    leave.release();
    memory.close();
  }
}

function notJudged({ stack }: StackPlace, cause: unknown): unknown {
  if (!(cause instanceof ShoalwatchError) || cause.code === 'defect') return cause;
  const message = `what was done counts, and the stack ${stack} has not judged by it yet: ${cause.message}`;
  return new ShoalwatchError(cause.code, message, { ...(cause.cure !== undefined && { cure: cause.cure }), cause });
}
