import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import type { Unreadable } from '#model';

/** Reasons that are no defect of a file: it merely holds nothing to judge. */
const harmless = new Set(['not-judged', 'superseded', 'unrecognised', 'not-a-document']);

const most = 8;

/** What a person is told of documents that were not inventoried: how many for which reason, and which files are broken. */
export function unreadLines(unreadable: readonly Unreadable[]): readonly string[] {
  if (unreadable.length === 0) return [];
  const groups = [...Map.groupBy(unreadable, ({ reason }) => reason)].sort(([a], [b]) => (a < b ? -1 : 1));
  const counts = groups.map(([reason, own]) => `${reason} ${own.length}`).join(', ');
  const broken = unreadable.filter(({ reason }) => !harmless.has(reason));
  const named = broken.slice(0, most).map(({ path, reason, detail }) => {
    const why = detail === undefined ? reason : `${reason}: ${detail}`;
    return `  ! ${forTerminalLine(`${path}   ${why}`)}`;
  });
  const rest = broken.length - named.length;
  return [
    ...named,
    ...(rest > 0 ? [`  ! and ${rest} more`] : []),
    `  ${plural(unreadable.length, 'document')} not inventoried: ${counts} (all are named in --json)`,
  ];
}
