import {
  ShoalwatchError,
  type Clock,
  type Control,
  type Framework,
  type Memory,
  type PolicyDocument,
  type ReportFormat,
  type ScheduledReport,
} from '#model';
import type { Report, reportOf } from '#report/model';
import type { pastOf } from '#report/period/past';
import { folderOf } from '../config/reports.ts';
import type { Live } from '../policy/live.ts';
import { deadlinesAt } from '../deadlines.ts';
import { pastSource } from '../past.ts';
import { auditWaivers } from '../waivers/audit.ts';
import { registerOfScan, scanAt } from '../waivers/then.ts';
import { tellOfReport, type Told } from './delivered.ts';
import { dayAt } from './period.ts';

/** Where reports are written: what stands there stays as it is. */
export interface ReportPlace {
  /** True when it was written. */
  put(path: string, text: string, type: string): Promise<boolean>;
  /** A folder as whoever may read there calls it. */
  called(folder: string): string;
}

/** What a report on a schedule is made with. */
export interface ReportDesk {
  readonly memory: Memory;
  readonly clock: Clock;
  /** The time zone whose days count. */
  readonly zone: string;
  readonly live: Live;
  /** What the config file says. */
  readonly file: PolicyDocument;
  readonly frameworks: readonly Framework[];
  readonly controls: readonly Control[];
  readonly reportOf: typeof reportOf;
  readonly pastOf: typeof pastOf;
  readonly written: Readonly<
    Record<
      ReportFormat,
      { readonly file: string; readonly type: string; text(report: Report, options: object): string }
    >
  >;
  readonly place: ReportPlace;
}

/** What a report came to: the run that it tells of, and its files. */
export interface ReportMade {
  readonly run: string;
  readonly paths: readonly string[];
  readonly told: Told;
}

/**
 * Writes a report of the last run, as what it found stands now, to `reports/<folder>/<day>_<run>/`. Once more on the same day of
 * the same run it changes nothing. Throws a ShoalwatchError where the store remembers no run.
 */
export async function writeScheduled(entry: ScheduledReport, desk: ReportDesk): Promise<ReportMade> {
  const { memory, clock, zone, live, file, frameworks, controls, written, place } = desk;
  const [run] = await memory.runs(1);
  const last = run && (await memory.scan(run.id));
  if (!last) {
    throw new ShoalwatchError('store', 'there is nothing to report of: no run has ended yet', {
      cure: 'sweep first: the next report tells of it',
    });
  }
  const now = clock.now();
  const at = new Date(now).toISOString();
  const scan = await scanAt(last, memory, at);
  const wanted = frameworks.filter(({ id }) => entry.framework === undefined || id === entry.framework);
  const report: Report = {
    ...desk.reportOf(scan, (await live(at)).rules, wanted),
    waivers: await registerOfScan({ scan, memory, file, at }),
    ...(await deadlinesAt({ scan, memory, file, at })),
    ...(formatsOf(entry).includes('html') && { past: desk.pastOf(await pastSource(memory, at)) }),
    audit: await auditWaivers({ memory, file, at }, live),
    remembered: await memory.findings(),
    remediations: await memory.remediations.all(),
    controls,
  };
  const folder = `${folderIn(entry)}/${dayAt(now, zone)}_${scan.id}`;
  const paths: string[] = [];
  const files: string[] = [];
  for (const format of formatsOf(entry)) {
    const { file: name, type, text } = written[format];
    const path = `${folder}/${name}`;
    await place.put(path, `${text(report, { verdicts: false })}\n`, type);
    paths.push(path);
    files.push(name);
  }
  const told = await tellOfReport(entry, { report, lies: { place: place.called(folder), files } }, desk);
  return { run: scan.id, paths, told };
}

/** Where the reports of an entry lie. */
export const folderIn = (entry: ScheduledReport): string => `reports/${folderOf(entry)}`;

/** Each format once. */
export const formatsOf = ({ formats = ['html'] }: ScheduledReport): readonly ReportFormat[] => [...new Set(formats)];
