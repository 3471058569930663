import { forTerminalLine } from '#lib/escape/terminal';
import { letGoIn, type LettingGo } from '../let-go.ts';
import { reportHere, type Reporting } from './reports.ts';

/** What a process that watches does once a sweep has ended: it lets go of what is old, and writes the reports that are due. */
export async function afterSweep({ inTurn, ...desk }: Reporting & Pick<LettingGo, 'inTurn'>): Promise<void> {
  const { store, settings, clock, screen } = desk;
  const keeping = { config: settings.config, screen, now: clock.now(), ...(inTurn && { inTurn }) };
  const letGo = letGoIn(store, keeping).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    screen.note(`  old runs: ${forTerminalLine(why)}`);
  });
  await Promise.all([letGo, reportHere(desk)]);
}
