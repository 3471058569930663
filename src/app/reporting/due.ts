import type { ScheduledReport } from '#model';
import { periodOf } from './period.ts';

/** What of a report has been written: a folder for each day and run, with the names of its files. */
export type ReportsWritten = readonly { readonly folder: string; readonly files: readonly string[] }[];

/** Whether a report is still to be written in the period of today: one that lacks a file was never finished. */
export function isDue(
  { every }: Pick<ScheduledReport, 'every'>,
  {
    today,
    files,
    written,
  }: { readonly today: string; readonly files: readonly string[]; readonly written: ReportsWritten },
): boolean {
  const period = periodOf(every, today);
  return !written.some(
    (it) =>
      dayForm.test(it.folder) &&
      periodOf(every, it.folder.slice(0, 10)) === period &&
      files.every((file) => it.files.includes(file)),
  );
}

const dayForm = /^\d{4}-\d{2}-\d{2}_/;
