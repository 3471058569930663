import { Argument, type Command } from 'commander';
import { listFrameworks, listRules } from '#app/list';
import { forJson } from '#lib/escape/json';
import { layOut } from '#report/columns';
import { schemaVersion } from '#report/output';
import { openEmbedded } from '#store/embedded';
import { ruleProviders, rules } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import { frameworks } from '#rules/frameworks.gen';
import { end } from '../arguments.ts';
import { terminal, type Terminal } from '../terminal.ts';
import { latestScan } from '../latest.ts';

interface Options {
  readonly json?: boolean;
  readonly store: string;
}

type Subject = 'rules' | 'frameworks' | 'targets';

/** Adds `list`. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('list the rules, the frameworks, or the targets of the last scan')
    .addArgument(new Argument('<subject>').choices(['rules', 'frameworks', 'targets']))
    .option('--json', 'print one JSON document')
    .option('--store <path>', 'the store', '.shoalwatch')
    .action(async (subject: Subject, options: Options) => {
      const screen = terminal();
      const { json, table } = await subjects[subject](options);
      await screen.data(options.json ? `${forJson({ schemaVersion, ...json }, 2)}\n` : tableText(table, screen));
      end({ code: 0, why: `${table.rows.length} ${subject}` });
    });
}

interface Listed {
  readonly json: object;
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

const subjects: Readonly<Record<Subject, (options: Options) => Promise<Listed> | Listed>> = {
  rules: () => {
    const listed = listRules(rules, ruleProviders, controls);
    const rows = listed.map((it) => [it.severity.toUpperCase(), it.id, it.on.join(', '), it.title]);
    return { json: { rules: listed }, table: { head: ['SEV', 'RULE', 'ON', 'TITLE'], rows } };
  },
  frameworks: () => {
    const rows = frameworks.map((it) => [it.id, it.edition, `${it.requirements.length}`, it.title]);
    const table = { head: ['FRAMEWORK', 'EDITION', 'REQUIREMENTS', 'TITLE'], rows };
    return { json: { frameworks: listFrameworks(frameworks) }, table };
  },
  targets: async ({ store }) => {
    const { targets } = await latestScan(openEmbedded(store, 'read'));
    const rows = targets.map((it) => [it.id, it.state, it.reason ?? '']);
    return { json: { targets }, table: { head: ['TARGET', 'STATE', 'REASON'], rows } };
  },
};

function tableText({ head, rows }: Listed['table'], { screen }: Terminal): string {
  const columns = head.map((name, i) => ({ head: name, ...(i === head.length - 1 && { shrink: 'wrap' as const }) }));
  return `${layOut(columns, rows, screen.width).join('\n')}\n`;
}
