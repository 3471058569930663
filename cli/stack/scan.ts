import { deadlinesAt } from '#app/deadlines';
import { sweepFiles } from '#app/sweep/files';
import { scanIdOf } from '#app/sweep/run';
import { registerOfScan } from '#app/waivers/then';
import type { AnyRule } from '#engine/any-rule';
import type { Registered } from '#engine/waivers/waiver-register';
import { ShoalwatchError, type FindingChange, type Scan } from '#model';
import type { Deadlines } from '#report/deadlines';
import { leaving } from '../interrupt.ts';
import type { StackPlace } from '../place.ts';
import { progressOn } from '../progress.ts';
import type { Settings } from '../settings.ts';
import { liveOf, noteOnFile } from '../standing.ts';
import type { Terminal } from '../terminal.ts';
import { clock } from '../wire.ts';
import { followed } from './follow.ts';
import { openStack } from './open.ts';
import { movedSince } from './run-changes.ts';
import { sweepProgress } from './sweep-progress.ts';

/** What a sweep of a stack came to, as it is shown. */
export interface StackScan {
  readonly scan: Scan;
  /** What happened since the run before; absent where there was none. */
  readonly changes?: readonly FindingChange[];
  /** What it was judged by. */
  readonly rules: readonly AnyRule[];
  readonly waivers: readonly Registered[];
  readonly deadlines?: Deadlines;
}

interface Scanning {
  readonly settings: Settings;
  readonly screen: Terminal;
}

/** Has a stack sweep now, and waits for it. Ctrl-C ends the waiting alone. Throws where the sweep came to no end. */
export async function scanInStack(place: StackPlace, { settings, screen }: Scanning): Promise<StackScan> {
  const { memory, files, machine } = await openStack(place);
  let leave = { release: (): void => undefined };
  try {
    await noteOnFile(settings, memory, screen);
    const [last] = await memory.runs(1);
    const execution = await machine.start({});
    const { stack } = place;
    leave = leaving(`the stack ${stack} goes on without you; when it has ended: shoalwatch report --stack ${stack}`);
    const sweptBy = { execution: execution.name, startedAt: execution.startedAt };
    screen.note(`  the stack ${stack} sweeps; its logs call it ${scanIdOf(sweptBy)}`);
    const sweep = sweepFiles(files, sweptBy);
    const progress = progressOn(screen, clock.now);
    const tell = screen.quiet ? undefined : sweepProgress({ sweep, progress, screen });
    const run = await followed({ machine, execution, clock, ...(tell && { tell }) });
    if (run === null) throw nothingFound(stack);
    const { scan, changes } = await movedSince(memory, run, last, ['sweep', 're-evaluation']);
    const { rules } = await liveOf(settings, memory)(scan.startedAt);
    const of = { scan, memory, file: settings.document, at: scan.startedAt };
    const registered = { waivers: await registerOfScan(of), ...(await deadlinesAt(of)) };
    return { scan, rules, ...registered, ...(last && { changes }) };
  } finally {
    leave.release();
    memory.close();
  }
}

const nothingFound = (stack: string): ShoalwatchError =>
  new ShoalwatchError('store', `the stack ${stack} found nothing to read, and wrote no run`, {
    cure: 'name targets in the shoalwatch.yaml that it is deployed with, and deploy it again',
  });
