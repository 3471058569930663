import type { Command } from 'commander';
import { listFrameworks, listRules } from '#app/list';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { schemaVersion } from '#report/output';
import { plainTable } from '#report/plain';
import { tableIn } from '#report/stack';
import { ruleProviders } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import { frameworks } from '#rules/frameworks.gen';
import { end, word } from '../arguments.ts';
import { knownRules } from '../known-rules.ts';
import { askStore, latestScan, usualStore } from '../store.ts';
import { terminal } from '../terminal.ts';

interface Options {
  readonly json?: boolean;
  readonly plain?: boolean;
  readonly store: string;
  readonly config?: string;
}

const names = ['rules', 'frameworks', 'targets'] as const;

type Subject = (typeof names)[number];

/** Adds `list`. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('list the rules, the frameworks, or the targets of the last scan')
    .argument('<subject>', names.join(', '), word(names, 'subject', 'list'))
    .option('--json', 'print one JSON document')
    .option('--plain', 'cells parted by tabs, nothing shortened')
    .option('--store <path>', 'the store', usualStore)
    .option('--config <file>', 'the config file with your own rules (default: shoalwatch.yaml, where there is one)')
    .action(async (subject: Subject, options: Options) => {
      const out = terminal();
      const { json, table } = await subjects[subject](options);
      if (options.json) await out.data(`${forJson({ schemaVersion, ...json }, 2)}\n`);
      else if (options.plain) await out.data(plainTable(table.head, table.rows));
      else await out.page(tableText(table, out.screen.width));
      end({ code: 0, why: `${table.rows.length} ${subject}` });
    });
}

interface Listed {
  readonly json: object;
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

const subjects: Readonly<Record<Subject, (options: Options) => Promise<Listed> | Listed>> = {
  rules: async ({ store, config }) => {
    const listed = listRules(await knownRules(store, config), ruleProviders, controls);
    const rows = listed.map((it) => [it.severity.toUpperCase(), it.id, it.on.join(', '), it.title]);
    return { json: { rules: listed }, table: { head: ['SEV', 'RULE', 'ON', 'TITLE'], rows } };
  },
  frameworks: () => {
    const rows = frameworks.map((it) => [it.id, it.edition, `${it.requirements.length}`, it.title]);
    const table = { head: ['FRAMEWORK', 'EDITION', 'REQUIREMENTS', 'TITLE'], rows };
    return { json: { frameworks: listFrameworks(frameworks) }, table };
  },
  targets: async ({ store }) => {
    const { targets } = await askStore(store, latestScan);
    const rows = targets.map((it) => [it.id, it.state, it.reason ?? '']);
    return { json: { targets }, table: { head: ['TARGET', 'STATE', 'REASON'], rows } };
  },
};

function tableText({ head, rows }: Listed['table'], width: number): string {
  const columns = head.map((name, i) => ({ head: name, ...(i >= 2 && { shrink: 'wrap' as const, least: 12 }) }));
  const safe = rows.map((row) => row.map(forTerminalLine));
  return `${tableIn(columns, safe, width).join('\n')}\n`;
}
