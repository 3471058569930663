import { forMarkdown } from '#lib/escape/markdown';
import { plural, redactSecrets } from '#lib/text';
import { formatTime } from '#lib/time';
import type { Period } from './model.ts';
import { balanceColumns, balanceRows, headlineOf, latenessHeads, latenessRows } from './words.ts';
import { methodOf, percentWords, repairRows, spanWords } from './words.ts';

const most = 20;

/** A period as a comment: the answer, what came and went, times, coverage, who decided what. */
export function forMarkdownPeriod(period: Period): string {
  const { coverage, days, decisions, deadlines } = period;
  const silent = days.filter(({ runs }) => runs === 0).length;
  const shares = coverage.flatMap((it) => (it.coverage === undefined ? [] : [it.coverage]));
  const least = shares.length === 0 ? 'unknown' : percentWords(Math.min(...shares));
  const lines = [
    '## Shoalwatch',
    '',
    `${spanWords(period)}.`,
    '',
    headlineOf(period),
    '',
    ...table(['severity', ...balanceColumns.map(([, words]) => words)], balanceRows(period)),
    ...table(['severity', 'put right', 'mean time', 'median', 'longest'], repairRows(period)),
    ...(deadlines ? table(latenessHeads, latenessRows(deadlines)) : []),
    `${plural(coverage.length, 'run')}; the least coverage was ${least}; nobody looked on ${plural(silent, 'day')} of ${days.length}.`,
    '',
    ...(decisions.length === 0 ? ['Nobody decided anything.', ''] : decisionLines(decisions)),
    ...methodOf(period).map((it) => `- ${it}`),
  ];
  return lines.join('\n');
}

function decisionLines(decisions: Period['decisions']): readonly string[] {
  const rows = decisions
    .slice(0, most)
    .map(({ at, on, act, by, about, why }) => [formatTime(at), `${on} ${act}`, by, about, why]);
  const rest = decisions.length - rows.length;
  return [
    ...table(['when', 'what', 'who', 'about', 'why'], rows),
    ...(rest > 0 ? [`and ${plural(rest, 'more decision')}.`, ''] : []),
  ];
}

const table = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): readonly string[] => [
  `| ${heads.join(' | ')} |`,
  `| ${heads.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.map((cell) => forMarkdown(redactSecrets(`${cell}`))).join(' | ')} |`),
  '',
];
