import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { periodSource } from '#app/period';
import { forJson } from '#lib/escape/json';
import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type PolicyDocument } from '#model';
import { periodCsv } from '#report/period/csv';
import { periodDocument } from '#report/period/document';
import { forHtmlPeriod } from '#report/period/html';
import { forMarkdownPeriod } from '#report/period/markdown';
import { periodOf, type Period } from '#report/period/model';
import { headlineOf } from '#report/period/words';
import { makeFolder } from '#store/drivers/make-folder';
import { asOf, beginningOf, scanAsOf } from './as-of.ts';
import type { Format } from '../formats.ts';
import type { Place } from '../place.ts';
import { askStore } from '../store.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

/** The files of a period in each format that can tell of one. */
const files: Partial<Readonly<Record<Format, (period: Period) => Readonly<Record<string, string>>>>> = {
  html: (period) => ({ 'period.html': forHtmlPeriod(period) }),
  json: (period) => ({ 'period.json': forJson(periodDocument(period), 2) }),
  csv: periodCsv,
  md: (period) => ({ 'period.md': forMarkdownPeriod(period) }),
};

/** What is asked of a period. */
export interface PeriodWish {
  readonly place: Place;
  /** What the config file says: its deadlines count where no version of the policy did. */
  readonly file: PolicyDocument;
  readonly from?: string;
  readonly to?: string;
  readonly format: readonly Format[];
  readonly out: string;
}

/** Writes what happened between two moments, and says so in a sentence. Throws a usage error for a span that is none. */
export async function reportPeriod(wish: PeriodWish): Promise<string> {
  const span = spanOf(wish);
  const writers = wish.format.map((format) => writerOf(format));
  const period = await askStore(wish.place, async (memory) => {
    // Of a time in which nothing had been scanned yet nothing is known: zeros would look as if nothing had been wrong.
    await scanAsOf(memory, span.to);
    return periodOf(await periodSource({ memory, file: wish.file }, span));
  });
  makeFolder(wish.out);
  const screen = terminal();
  for (const [name, text] of writers.flatMap((write) => Object.entries(write(period)))) {
    const path = join(wish.out, name);
    await writeFile(path, `${text}\n`);
    await screen.data(`${path}\n`);
  }
  const { steps, from, to } = period;
  return `${formatTime(from)} to ${formatTime(to)}: ${headlineOf(period)} ${plural(steps.length, 'move')}`;
}

function writerOf(format: Format) {
  const write = files[format];
  if (write) return write;
  throw new ShoalwatchError('usage', `${format} tells of one moment, and of no period`, {
    cure: `ask for ${Object.keys(files).join(', ')}, or leave --from and --to out`,
  });
}

function spanOf({ from, to }: PeriodWish) {
  if (from === undefined) {
    throw new ShoalwatchError('usage', '--to is the end of a period, and its beginning was not named', {
      cure: 'add --from DATE; --as-of DATE is for one moment',
    });
  }
  const now = clock.now();
  const span = {
    from: beginningOf(from, now),
    to: to === undefined ? new Date(now).toISOString() : asOf(to, now, '--to'),
  };
  if (span.from < span.to) return span;
  throw new ShoalwatchError('usage', `--from ${from} is not before --to ${to ?? 'now'}`, {
    cure: 'name the earlier date first; a day alone is its first moment in --from, and its end in --to',
  });
}
