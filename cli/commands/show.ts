import type { Command } from 'commander';
import { forTerminal, forTerminalLine } from '#lib/escape/terminal';
import { forJson } from '#lib/escape/json';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type Finding, type HistoryEntry } from '#model';
import { redacted } from '#report/output';
import { openEmbedded } from '#store/embedded';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { terminal } from '../terminal.ts';

/** Adds `show`: everything that is known of one finding. */
export function addShow(program: Command): void {
  program
    .command('show')
    .description('show a finding: evidence, history and how it is fixed')
    .argument('<finding>')
    .option('--store <path>', 'the store', '.shoalwatch')
    .option('--json', 'print one JSON document')
    .action(async (id: string, { store, json }: { store: string; json?: boolean }) => {
      const memory = openEmbedded(store, 'read');
      try {
        const finding = (await memory.findings()).find((it) => it.id === id);
        if (!finding) throw new ShoalwatchError('usage', `the store has no finding ${id}`, { cure: 'shoalwatch scan' });
        const history = await memory.history(id);
        const text = json ? `${forJson(redacted({ finding, history }), 2)}\n` : pageOf(finding, history);
        await terminal().data(text);
        end({ code: 0, why: `${id} is ${finding.status}` });
      } finally {
        memory.close();
      }
    });
}

function pageOf(finding: Finding, history: readonly HistoryEntry[]): string {
  const rule = rules.find(({ id }) => id === finding.rule);
  const lines = [
    `${finding.severity.toUpperCase()}  ${finding.message}`,
    '',
    `finding    ${finding.id}   ${finding.status}`,
    `rule       ${finding.rule}: ${rule?.title ?? ''}`,
    `resource   ${finding.resource.name}   ${finding.resource.id}`,
    `target     ${finding.resource.target}`,
    ...(finding.key === undefined ? [] : [`key        ${finding.key}`]),
    `since      ${formatTime(finding.firstSeen)}`,
    '',
    'EVIDENCE',
    ...finding.evidence.flatMap(({ at, actual, expected }) => [
      `  ${at || 'the whole'}`,
      `    found     ${JSON.stringify(redacted(actual))}`,
      ...(expected === undefined ? [] : [`    expected  ${JSON.stringify(expected)}`]),
    ]),
    '',
    'HISTORY',
    ...history.map(({ at, kind, cause, run }) => `  ${formatTime(at)}  ${kind}  (${cause}, ${run})`),
    '',
    `WHY  ${rule?.why ?? ''}`,
    `FIX  ${rule?.fix ?? ''}`,
    ...(rule?.references ?? []).map((url) => `     ${url}`),
  ];
  return `${lines.map((line) => (line.startsWith('resource') ? forTerminalLine(line) : forTerminal(line))).join('\n')}\n`;
}
