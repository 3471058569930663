import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { foldText } from '#report/fold';
import type { RelatedPage, RelatedRow } from '#report/related';
import { standings, type FrameworkPage } from '#report/requirements';
import { tableIn } from '#report/stack';

/** A framework as a page on the screen: how each requirement stands. */
export function standingPage({ title, edition, rows, counts }: FrameworkPage, width: number): string {
  const heads = ['REQUIREMENT', 'STANDING', 'PASS', 'FAIL', 'UNKNOWN'];
  const cells = rows.map(({ id, standing, passed, failed, unknown, rules, why }) => [
    ...[id, standing, `${passed}`, `${failed}`, `${unknown}`],
    [...rules, ...(why === '' ? [] : [why])].join('; '),
  ]);
  const sum = standings.filter((it) => counts[it] > 0).map((it) => `${counts[it]} ${it}`);
  return `${title} ${edition}: ${sum.join(', ')}\n\n${tableOf(heads, cells, 'RULES AND WHY', width)}\n`;
}

/** A framework of related links as a page on the screen: what was found, and nothing of whether it is met. */
export function relatedPage({ title, edition, sources, rows }: RelatedPage, width: number): string {
  const heads = ['REQUIREMENT', 'OPEN', 'WAIVED', 'UNKNOWN'];
  const cells = rows.map((row) => [row.id, `${row.open}`, `${row.waived}`, `${row.unknown}`, rulesOf(row)]);
  const found = rows.filter(({ open }) => open > 0).length;
  const said = [
    `${title} ${edition}: related findings under ${found} of ${plural(rows.length, 'requirement')}`,
    'These links say related to, not satisfies: no requirement here is met or not met by them. One finding can stand under several.',
    ...sources.map(({ source, rules }) => `Links from ${source}${rules ? ` (${plural(rules.length, 'rule')})` : ''}.`),
  ].join('\n');
  return `${foldText(said, width)}\n\n${tableOf(heads, cells, 'RELATED RULES', width)}\n`;
}

/** The rules of a row by what they have to say, gravest first. */
function rulesOf({ rules, planned }: RelatedRow): string {
  const groups = [
    ['', rules.filter(({ open }) => open > 0).map(({ id, open }) => `${id} (${open} open)`)],
    ['none open: ', rules.filter(({ open, judged }) => open === 0 && judged).map(({ id }) => id)],
    ['nothing judged, or switched off: ', rules.filter(({ judged }) => !judged).map(({ id }) => id)],
    ['planned: ', planned],
  ] as const;
  return groups.flatMap(([what, ids]) => (ids.length > 0 ? [`${what}${ids.join(', ')}`] : [])).join('; ');
}

/** A table whose last column folds. */
function tableOf(heads: readonly string[], cells: readonly (readonly string[])[], last: string, width: number): string {
  const columns = [...heads.map((head) => ({ head })), { head: last, shrink: 'wrap' as const, least: 24 }];
  return tableIn(
    columns,
    cells.map((row) => row.map(forTerminalLine)),
    width,
  ).join('\n');
}
