import { forTerminalLine } from '#lib/escape/terminal';
import { ago } from '#lib/time';
import { plural } from '#lib/text';
import { severities, type Severity } from '#model';
import type { Column } from './columns.ts';
import { overdueIn, overdueWords } from './deadlines.ts';
import { fold } from './fold.ts';
import type { Report, Row } from './model.ts';
import type { Since } from './since.ts';
import { tableIn } from './stack.ts';

/** How a terminal shows things: its width, and whether it takes colours and other than ASCII characters. */
export interface Screen {
  readonly width: number;
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Every row, and nothing shortened. */
  readonly wide: boolean;
}

const most = 20;
const codes: Readonly<Record<Severity, number>> = { critical: 31, high: 33, medium: 36, low: 90 };
const columns: readonly Column[] = [
  { head: 'SEV' },
  { head: 'FINDING' },
  { head: 'RULE' },
  { head: 'RESOURCE', shrink: 'middle', least: 16 },
  { head: 'FOUND', shrink: 'wrap', least: 24 },
];

/** What a terminal shows besides the report. */
export interface Beside {
  /** Where the HTML report lies. */
  readonly html?: string;
  /** What happened since the scan before; absent where there was none. */
  readonly since?: Since;
  /** The options by which a later command finds what was remembered; none where it is the usual store. */
  readonly place?: string;
}

/** The report of a scan on a terminal: the table, the totals, coverage and what to do next. */
export function forScreen(report: Report, screen: Screen, beside: Beside = {}): string {
  const shown = screen.wide ? report.rows : report.rows.slice(0, most);
  const rest = report.rows.slice(shown.length);
  const table = shown.length === 0 ? [] : tableOf(report, shown, screen);
  const below = [
    ...(rest.length > 0 ? [restLine(rest, screen, beside.html)] : []),
    '',
    totalsLine(report, screen),
    ...(beside.since ? [sinceLine(beside.since)] : []),
    coverageLine(report),
    ...(beside.html === undefined ? [] : [`report   ${forTerminalLine(beside.html)}`]),
    ...nextLines(report, beside.place),
  ];
  return [...table, ...below.flatMap((line) => fold(line, screen.width - 2, 9))]
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}

function tableOf({ scan }: Report, rows: readonly Row[], screen: Screen): string[] {
  const aged = scan.followed && rows.some(({ finding }) => finding.firstSeen !== scan.startedAt);
  const since: Column[] = aged ? [{ head: 'SINCE' }] : [];
  const cells = rows.map(({ finding }) => [
    severityCell(finding.severity, finding.status),
    finding.id,
    finding.rule,
    forTerminalLine(finding.resource.name),
    forTerminalLine(finding.message),
    ...(aged ? [ago(finding.firstSeen, scan.startedAt)] : []),
  ]);
  const width = screen.wide ? Number.MAX_SAFE_INTEGER : screen.width - 2;
  const lines = tableIn([...columns, ...since], cells, width);
  return screen.colour ? lines.map(paint) : lines;
}

const severityCell = (severity: Severity, status: string): string =>
  status === 'waived' ? `${severity.toUpperCase()} waived` : severity.toUpperCase();

function paint(line: string): string {
  const word = severities.find((severity) => line.startsWith(severity.toUpperCase()));
  if (word === undefined) return line.startsWith('SEV') ? `\u001b[1m${line}\u001b[0m` : line;
  return `\u001b[${codes[word]}m${word.toUpperCase()}\u001b[0m${line.slice(word.length)}`;
}

function restLine(rest: readonly Row[], { unicode }: Screen, html: string | undefined): string {
  const counts = severities
    .map((severity) => ({ severity, n: rest.filter(({ finding }) => finding.severity === severity).length }))
    .filter(({ n }) => n > 0);
  const where = html === undefined ? '--wide' : '--wide or the report';
  const words = counts.map(({ severity, n }) => `${severity} ${n}`).join(', ');
  return `${unicode ? '…' : '...'} ${rest.length} more (${words}): ${where}`;
}

function totalsLine({ scan, open, deadlines }: Report, { unicode }: Screen): string {
  const overdue = overdueIn(deadlines, scan.findings);
  const { pass, unknown, notApplicable, waived } = scan.totals;
  const all = severities.reduce((sum, severity) => sum + open[severity], 0);
  return [
    `${all} open`,
    ...(overdue ? [overdueWords(overdue)] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
    `${pass} passed`,
    `${unknown} unknown`,
    ...(notApplicable > 0 ? [`${notApplicable} not applicable`] : []),
  ].join(unicode ? ' · ' : ' - ');
}

function sinceLine({ counts, unchanged }: Since): string {
  const happened = counts.map(([kind, n]) => `${n} ${kind.replaceAll('-', ' ')}`);
  return `since the last scan: ${[...happened, `${unchanged} unchanged`].join(', ')}`;
}

function coverageLine({ scan, incomplete, unreadTargets }: Report): string {
  const coverage = `coverage ${Math.round(scan.coverage * 100)} %`;
  if (!incomplete) return coverage;
  const partial = scan.targets.filter(({ state }) => state === 'partial').length;
  const parts = [
    ...(scan.interrupted ? ['interrupted'] : []),
    ...(unreadTargets > 0 ? [`${unreadTargets} of ${plural(scan.targets.length, 'target')} unread`] : []),
    ...(partial > 0 ? [`${partial} partly read`] : []),
  ];
  return `INCOMPLETE: ${parts.join(', ')}   ${coverage}`;
}

function nextLines({ rows, scan }: Report, place = ''): string[] {
  const [first] = rows;
  const [gap] = scan.gaps;
  const lines = [
    ...(first ? [`shoalwatch explain ${first.finding.rule}`] : []),
    ...(first && scan.followed ? [`shoalwatch show ${first.finding.id}${place && ` ${place}`}`] : []),
    ...(gap?.permission === undefined ? [] : [`shoalwatch doctor   (${gap.permission} is missing)`]),
  ];
  return lines.map((line, i) => `${i === 0 ? 'next    ' : '        '} ${line}`);
}
