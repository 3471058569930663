import { forTerminalLine } from '#lib/escape/terminal';
import { plural, someOf } from '#lib/text';
import { formatDate, formatTime } from '#lib/time';
import type { Affected, Instant, NotKnown, RiskAnswer, RiskPlace } from '#model';
import { restOf } from './rest.ts';
import { tableIn } from './stack.ts';
import { foldText } from './fold.ts';

/** What the page of an answer says besides it. */
export interface RiskPage {
  /** What was asked, as a person names it: `CVE-2026-29550`. */
  readonly about: string;
  readonly answer: RiskAnswer;
  /** When the fleet was read. */
  readonly readAt: Instant;
  /** Commands that mitigate. */
  readonly next: readonly string[];
  readonly width: number;
  readonly wide: boolean;
}

const shown = 20;

/** The count line, who is affected by cluster and owner, then what nobody looked at. */
export function riskPage({ about, answer, readAt, next, width, wide }: RiskPage): string {
  const { affected, unknown } = answer;
  const most = wide ? Infinity : shown;
  const lines = [
    ...fold(`${about}: ${countsOf(answer)}`),
    ...fold(`as read ${formatTime(readAt)}; no cloud was called`),
    ...(affected.length === 0
      ? []
      : ['', ...tableIn(affectedColumns, affected.slice(0, most).map(affectedRow), width)]),
    ...restOf(affected.length, most, shownBy),
    ...(unknown.length === 0 ? [] : ['', ...tableIn(unknownColumns, unknown.slice(0, most).map(unknownRow), width)]),
    ...restOf(unknown.length, most, shownBy),
    ...(next.length === 0 ? [] : ['', ...next.map((command, at) => `  ${at === 0 ? 'next' : '    '}  ${command}`)]),
  ];
  return `${lines.join('\n')}\n`;

  function fold(text: string): readonly string[] {
    return [foldText(forTerminalLine(text), width, 2).trimEnd()];
  }
}

/** `3 affected in 2 clusters of 1 owner; of 4 nobody can say`. */
export function countsOf({ affected, unknown, looked }: RiskAnswer): string {
  const clusters = new Set(affected.flatMap(({ cluster }) => cluster?.id ?? cluster?.name ?? []));
  const owners = new Set(affected.flatMap(({ owner }) => owner ?? []));
  const where = [
    ...(clusters.size > 0 ? [`in ${plural(clusters.size, 'cluster')}`] : []),
    ...(owners.size > 0 ? [`of ${plural(owners.size, 'owner')}`] : []),
  ];
  const found =
    affected.length === 0
      ? `none of the ${looked - unknown.filter(({ what }) => what !== undefined).length} that could be judged is affected`
      : [`${affected.length} affected`, ...where].join(' ');
  return unknown.length === 0 ? found : `${found}; unknown for ${unknown.length}`;
}

/** The answer as cells, nothing shortened. */
export const riskHead = ['STATE', 'CLUSTER', 'OWNER', 'ENVIRONMENT', 'TARGET', 'WHAT', 'RUNS IT', 'SAID BY'] as const;

export const riskCells = ({ affected, unknown }: RiskAnswer): readonly (readonly string[])[] => [
  ...affected.map((it) => ['affected', ...placeCells(it), it.what, it.runs.join(', '), sayOf(it)]),
  ...unknown.map((it) => ['unknown', ...placeCells(it), it.what ?? '', it.runs.join(', '), it.why]),
];

const placeCells = ({ cluster, owner = '', environment = '', target }: RiskPlace): readonly string[] => [
  ...[cluster?.name ?? '', owner, environment, target],
];

const affectedColumns = [
  { head: 'CLUSTER', shrink: 'middle' as const },
  { head: 'OWNER', shrink: 'wrap' as const },
  { head: 'WHAT', shrink: 'middle' as const },
  { head: 'RUNS IT', shrink: 'wrap' as const },
  { head: 'SAID BY', shrink: 'wrap' as const },
];

const affectedRow = (it: Affected): readonly string[] =>
  [whereOf(it), it.owner ?? '-', shortOf(it.what), listOf(it.runs), sayOf(it)].map(forTerminalLine);

const unknownColumns = [
  { head: 'UNKNOWN', shrink: 'middle' as const },
  { head: 'OWNER', shrink: 'wrap' as const },
  { head: 'WHAT', shrink: 'middle' as const },
  { head: 'RUNS IT', shrink: 'wrap' as const },
  { head: 'WHY', shrink: 'wrap' as const },
];

const unknownRow = (it: NotKnown): readonly string[] =>
  [whereOf(it), it.owner ?? '-', shortOf(it.what ?? 'all'), listOf(it.runs), it.why].map(forTerminalLine);

const whereOf = ({ cluster, target }: RiskPlace): string => cluster?.name ?? target;

/** A digest by its first digits; the whole stands in `--json` and `--plain`. */
const shortOf = (what: string): string => what.replace(/@sha256:([0-9a-f]{12})[0-9a-f]+$/, '@$1');

const listOf = (runs: readonly string[]): string => someOf(runs, 2);

const shownBy = '--wide or --json';

const sayOf = ({ seen }: Affected): string =>
  seen
    .map(({ by, at, says }) => `${says} (${by}${at === undefined || at === '' ? '' : `, ${formatDate(at)}`})`)
    .join('; ');
