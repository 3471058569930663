import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { reportsIn } from '#app/config/reports';
import type { Live } from '#app/policy/live';
import { isDue, type ReportsWritten } from '#app/reporting/due';
import { dayAt } from '#app/reporting/period';
import { folderIn, formatsOf, writeScheduled } from '#app/reporting/scheduled';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Clock, Memory } from '#model';
import { reportOf } from '#report/model';
import { pastOf } from '#report/period/past';
import { controls } from '#rules/controls';
import { frameworks } from '#rules/frameworks.gen';
import { folderFiles, isMissing } from '#store/drivers/folder-files';
import { written } from '../formats.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

export interface Reporting {
  /** The folder of the embedded store: reports are written beside what it remembers. */
  readonly store: string;
  readonly settings: Settings;
  readonly memory: Memory;
  readonly live: Live;
  readonly clock: Clock;
  readonly screen: Pick<Terminal, 'note'>;
  /** The bot token: without one nobody is told of them by Slack. */
  readonly token: string | undefined;
}

/** Writes the reports of the config whose day, week or month has none yet. One that fails keeps no other one back. */
export async function reportHere({ store, settings, memory, live, clock, screen, token }: Reporting): Promise<void> {
  const zone = settings.config.org?.timezone ?? 'UTC';
  const desk = {
    memory,
    clock,
    zone,
    live,
    file: settings.document,
    frameworks,
    controls,
    reportOf,
    pastOf,
    written,
  };
  const place = { put: folderFiles(store).put, called: (folder: string) => join(store, folder) };
  for (const entry of reportsIn(settings.config, frameworks)) {
    const folder = join(store, folderIn(entry));
    try {
      const files = formatsOf(entry).map((it) => written[it].file);
      if (!isDue(entry, { today: dayAt(clock.now(), zone), files, written: await writtenIn(folder) })) continue;
      const heard = token ? entry : { ...entry, deliver: undefined };
      const { paths, told } = await writeScheduled(heard, { ...desk, place });
      for (const path of paths) screen.note(`  report   ${forTerminalLine(join(store, path))}`);
      if (told === 'no-slack') screen.note('  nobody is told of it: notify.slack of the policy names no channel');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      screen.note(`  the report ${forTerminalLine(folder)} was not written: ${forTerminalLine(why)}`);
    }
  }
}

async function writtenIn(folder: string): Promise<ReportsWritten> {
  try {
    const names = await readdir(folder, { withFileTypes: true });
    const folders = names.filter((it) => it.isDirectory());
    return await Promise.all(
      folders.map(async ({ name }) => ({ folder: name, files: await readdir(join(folder, name)) })),
    );
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
