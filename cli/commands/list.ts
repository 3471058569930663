import type { Command } from 'commander';
import { listFrameworks, listRules } from '#app/list';
import { leftOutIn } from '#app/watchdog/left-out';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { redacted, schemaVersion } from '#report/output';
import { plainTable } from '#report/plain';
import { tableIn } from '#report/stack';
import { ruleProviders, rules } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import { frameworks } from '#rules/frameworks.gen';
import { end, word } from '../arguments.ts';
import { wordsOf } from '../fix/page.ts';
import { knownRules } from '../known-rules.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { loadSettings } from '../settings.ts';
import { askStore, latestScan } from '../store.ts';
import { terminal } from '../terminal.ts';

interface Options extends PlaceOptions {
  readonly json?: boolean;
  readonly plain?: boolean;
  readonly config?: string;
}

const names = ['rules', 'frameworks', 'remediations', 'targets'] as const;

type Subject = (typeof names)[number];

/** Adds `list`. */
export function addList(program: Command): void {
  withPlace(program.command('list'))
    .description('list the rules, the frameworks, the plans of fixes, or the targets of the last scan')
    .argument('<subject>', names.join(', '), word(names, 'subject', 'list'))
    .option('--json', 'print one JSON document')
    .option('--plain', 'cells parted by tabs, nothing shortened')
    .option('--config <file>', 'the config file with your own rules (default: shoalwatch.yaml, where there is one)')
    .action(async (subject: Subject, options: Options) => {
      const out = terminal();
      const { json, table, count = table.rows.length } = await subjects[subject](options);
      if (options.json) await out.data(`${forJson(redacted({ schemaVersion, ...json }), 2)}\n`);
      else if (options.plain) await out.data(plainTable(table.head, table.rows));
      else await out.page(tableText(table, out.screen.width));
      end({ code: 0, why: `${count} ${subject}` });
    });
}

interface Listed {
  /** How many there are, where not every row is one. */
  readonly count?: number;
  readonly json: object;
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

const subjects: Readonly<Record<Subject, (options: Options) => Promise<Listed> | Listed>> = {
  rules: async (options) => {
    const listed = listRules(await knownRules(placeOf(options), options.config), ruleProviders, controls);
    const rows = listed.map((it) => [it.severity.toUpperCase(), it.id, it.on.join(', '), it.title]);
    return { json: { rules: listed }, table: { head: ['SEV', 'RULE', 'ON', 'TITLE'], rows } };
  },
  frameworks: () => {
    const rows = frameworks.map((it) => [it.id, it.edition, `${it.requirements.length}`, it.title]);
    const table = { head: ['FRAMEWORK', 'EDITION', 'REQUIREMENTS', 'TITLE'], rows };
    return { json: { frameworks: listFrameworks(frameworks) }, table };
  },
  remediations: async (options) => {
    const all = await askStore(placeOf(options), (memory) => memory.remediations.all());
    const rows = all.map((it) => {
      const { id, impact, finding, rule, resource, proposedBy } = it.plan;
      return [id, wordsOf(it), resource.name, finding, rule, impact, proposedBy];
    });
    const head = ['PLAN', 'STATE', 'RESOURCE', 'FINDING', 'RULE', 'IMPACT', 'PROPOSED BY'];
    return { json: { remediations: all }, table: { head, rows } };
  },
  targets: async (options) => {
    const { targets } = await askStore(placeOf(options), latestScan);
    const { config } = await loadSettings(options.config, rules);
    const leftOut = leftOutIn(config.targets);
    const rows = [
      ...targets.map((it) => [it.id, it.state, it.reason ?? '']),
      ...leftOut.map(({ id, by }) => [id, 'left-out', `nobody watches it: ${by}`]),
    ];
    const table = { head: ['TARGET', 'STATE', 'REASON'], rows };
    return { json: { targets, ...(leftOut.length > 0 && { leftOut }) }, table, count: targets.length };
  },
};

function tableText({ head, rows }: Listed['table'], width: number): string {
  const columns = head.map((name, i) => ({ head: name, ...(i >= 2 && { shrink: 'wrap' as const, least: 12 }) }));
  const safe = rows.map((row) => row.map(forTerminalLine));
  return `${tableIn(columns, safe, width).join('\n')}\n`;
}
