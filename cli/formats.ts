import type { Command } from 'commander';
import { reportFormats, type ReportFormat } from '#model';
import { csvDialects, writtenBy } from '#report/formats';
import { word } from './arguments.ts';
import { version } from './version.ts';

/** The formats that a report can be written in here; a workbook is made of bytes, and on no schedule. */
export const formats = [...reportFormats, 'xlsx'] as const;

export type Format = ReportFormat | 'xlsx';

/** What the file of a format of text is called, and how it is made. */
export const written = writtenBy(version);

/** The option that says whose columns a CSV has. */
export const withCsvDialect = (command: Command): Command =>
  command.option(
    '--csv-dialect <name>',
    `the columns of report.csv: ${csvDialects.join(', ')} (default: shoalwatch)`,
    word(csvDialects, 'dialect', '--csv-dialect'),
  );
