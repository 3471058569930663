import { forMarkdown } from '#lib/escape/markdown';
import { formatTime } from '#lib/time';
import { plural, redactSecrets } from '#lib/text';
import { severities } from '#model';
import type { Report } from './model.ts';

const most = 20;

/** The report as a comment on a change or the summary of a job: the answer, then at most twenty findings. */
export function forMarkdownPage(report: Report): string {
  const { scan, rows, open, headline, incomplete } = report;
  const shown = rows.slice(0, most);
  const rest = rows.length - shown.length;
  const lines = [
    '## Shoalwatch',
    '',
    headline,
    '',
    ...(incomplete ? ['**INCOMPLETE**: something could not be read; what it would have shown is unknown.', ''] : []),
    `| ${severities.join(' | ')} | passed | unknown | coverage |`,
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    `| ${severities.map((it) => open[it]).join(' | ')} | ${scan.totals.pass} | ${scan.totals.unknown} | ${Math.round(scan.coverage * 100)} % |`,
    '',
    ...(shown.length > 0 ? findingLines(shown) : []),
    ...(rest > 0 ? [`and ${plural(rest, 'more finding')}.`, ''] : []),
    ...(scan.gaps.length > 0 ? gapLines(report) : []),
    `Scan ${scan.id}, ${formatTime(scan.startedAt)}; ${plural(scan.ruleCount, 'rule')}, ruleset ${scan.rulesetDigest}.`,
  ];
  return lines.join('\n');
}

const findingLines = (rows: Report['rows']): readonly string[] => [
  '| severity | rule | resource | found |',
  '| --- | --- | --- | --- |',
  ...rows.map(({ finding: { severity, status, rule, resource, message } }) => {
    const grave = status === 'waived' ? `${severity}, waived` : severity;
    return `| ${grave} | ${rule} | ${safe(resource.name)} | ${safe(message)} |`;
  }),
  '',
];

const gapLines = ({ scan: { gaps } }: Report): readonly string[] => [
  '| not read | call | reason | grant |',
  '| --- | --- | --- | --- |',
  ...gaps
    .slice(0, most)
    .map(
      ({ target, api, reason, permission = '' }) =>
        `| ${safe(target)} | ${safe(api)} | ${reason} | ${safe(permission)} |`,
    ),
  '',
  ...(gaps.length > most ? [`and ${plural(gaps.length - most, 'more gap')}.`, ''] : []),
];

const safe = (text: string): string => forMarkdown(redactSecrets(text));
