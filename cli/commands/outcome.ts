import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitOf, type Exit, type Gate } from '#app/exit';
import type { AnyRule } from '#engine/any-rule';
import type { AllWays } from '#engine/ways';
import type { Registered } from '#engine/waivers/waiver-register';
import type { Finding, Scan, Severity } from '#model';
import { forJson } from '#lib/escape/json';
import { forShell } from '#lib/escape/shell';
import type { Deadlines } from '#report/deadlines';
import type { Writing } from '#report/formats';
import { reportOf, type Report } from '#report/model';
import { outputOf } from '#report/output';
import { plainFindings } from '#report/plain';
import type { Since } from '#report/since';
import { forScreen } from '#report/terminal';
import { rules as shipped } from '#rules/catalog.gen';
import { makeFolder } from '#store/drivers/make-folder';
import { controls } from '#rules/controls';
import { frameworks } from '#rules/frameworks.gen';
import { written, type Format } from '../formats.ts';
import { usualStore } from '../place.ts';
import type { Terminal } from '../terminal.ts';

/** How the result of a scan is shown and written. */
export interface Showing extends Gate, Writing {
  readonly json?: boolean;
  readonly plain?: boolean;
  readonly format?: readonly Format[];
  readonly out?: string;
  /** Only these severities in the table; the totals and the gate look at all. */
  readonly severity?: readonly Severity[];
  readonly since?: Since;
  /** What it was judged by, where a policy brings rules along. */
  readonly rules?: readonly AnyRule[];
  /** The register of accepted risks. */
  readonly waivers?: readonly Registered[];
  /** How long findings may stand, where the policy says so. */
  readonly deadlines?: Deadlines;
  /** The findings that this scan moved, those that are over among them. */
  readonly remembered?: readonly Finding[];
  /** Who reaches which port of what, where it was worked out. */
  readonly ways?: AllWays | undefined;
  /** Where the findings are remembered: a store, or a stack that keeps its own. */
  readonly store?: string | false | undefined;
  readonly stack?: string | undefined;
  /** Whoever else is told of it, and of how the command ends. */
  readonly shown?: (report: Report, exit: Exit) => Promise<void>;
}

/** Shows a scan, writes the reports that were asked for, and says how the command ends. */
export async function show(scan: Scan, terminal: Terminal, showing: Showing): Promise<Exit> {
  const { waivers, remembered, ways, deadlines, rules = shipped } = showing;
  const report = {
    ...reportOf(scan, rules, frameworks),
    controls,
    ...(ways && { ways }),
    ...(waivers && { waivers }),
    ...(deadlines && { deadlines }),
    ...(remembered && { remembered }),
  };
  const paths = await writeReports(report, showing);
  if (showing.json) {
    await terminal.data(`${forJson(outputOf(scan, { verdicts: showing.verdicts ?? false, deadlines }), 2)}\n`);
  } else if (showing.plain) {
    await terminal.data(plainFindings(filtered(report, showing.severity)));
  } else if (scan.targets.length > 0) {
    const html = paths.find((path) => path.endsWith('.html'));
    const place = placeWords(showing);
    const beside = { ...(html !== undefined && { html }), ...(showing.since && { since: showing.since }), place };
    await terminal.page(`\n${forScreen(filtered(report, showing.severity), terminal.screen, beside)}\n`);
  }
  const exit = exitOf(report, showing);
  await showing.shown?.(report, exit);
  return exit;
}

/** Says where the commands that a person types next find the findings, where it is not the usual store. */
function placeWords({ store, stack }: Pick<Showing, 'store' | 'stack'>): string {
  const [option, name] = stack === undefined ? ['--store', store] : ['--stack', stack];
  if (typeof name !== 'string' || name === usualStore || /\p{C}/u.test(name)) return '';
  return `${option} ${/^[\w./:-]+$/.test(name) ? name : forShell(name)}`;
}

const filtered = (report: Report, only: Showing['severity']): Report =>
  only ? { ...report, rows: report.rows.filter(({ finding }) => only.includes(finding.severity)) } : report;

/** Writes a report in each format; the paths of what was written. */
export async function writeReports(report: Report, showing: Pick<Showing, 'format' | 'out' | keyof Writing>) {
  const { format = [], out = 'shoalwatch-report' } = showing;
  if (format.length > 0) makeFolder(out);
  const paths: string[] = [];
  for (const one of format) {
    const { file, content } = await contentOf(one, report, showing);
    const path = join(out, file);
    await writeFile(path, content);
    paths.push(path);
  }
  return paths;
}

/** A report in a format. What makes workbooks is loaded where one is asked for. */
async function contentOf(format: Format, report: Report, writing: Writing) {
  if (format === 'xlsx') return { file: 'report.xlsx', content: (await import('#report/xlsx')).forXlsx(report) };
  const { file, text } = written[format];
  return { file, content: `${text(report, writing)}\n` };
}
