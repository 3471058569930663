import { reportFormats, type ReportFormat } from '#model';
import { writtenBy } from '#report/formats';
import { version } from './version.ts';

/** The formats that a report can be written in. */
export const formats = reportFormats;

export type Format = ReportFormat;

/** What a format's file is called, and how its text is made. */
export const written = writtenBy(version);
