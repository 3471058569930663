import type { Command } from 'commander';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { reportOf } from '#report/model';
import { schemaVersion } from '#report/output';
import { standings, type FrameworkPage } from '#report/requirements';
import { tableIn } from '#report/stack';
import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import { end, words } from '../arguments.ts';
import { formats, type Format } from '../formats.ts';
import { askStore, latestScan, scanById, usualStore } from '../store.ts';
import { terminal, type Terminal } from '../terminal.ts';
import { writeReports } from './outcome.ts';

interface Options {
  readonly store: string;
  readonly out: string;
  readonly scan?: string;
  readonly framework?: readonly string[];
  readonly json?: boolean;
  readonly format?: readonly Format[];
}

const ids = frameworks.filter(({ related }) => !related).map(({ id }) => id);

/** Adds `report`: the reports of a scan that the store remembers, or how it answers frameworks. */
export function addReport(program: Command): void {
  program
    .command('report')
    .description('write the reports of a remembered scan (default: the last one)')
    .option('--scan <id>', 'which scan')
    .option('--store <path>', 'the store', usualStore)
    .option('--framework <ids>', `show how it answers ${ids.join(', ')}`, words(ids, 'framework', '--framework'))
    .option('--json', 'with --framework: print one JSON document')
    .option('--format <formats>', `${formats.join(', ')} (default: html)`, words(formats, 'format', '--format'))
    .option('--out <folder>', 'where they are written', 'shoalwatch-report')
    .action(run);
}

async function run({ store, out, scan: id, format, framework, json = false }: Options): Promise<void> {
  const scan = await askStore(store, (memory) => (id === undefined ? latestScan(memory) : scanById(memory, id)));
  const wanted = frameworks.filter((it) => framework?.includes(it.id) !== false);
  const report = reportOf(scan, rules, wanted);
  const paths = await writeReports(report, { format: format ?? (framework ? [] : ['html']), out });
  const screen = terminal();
  if (framework) await showPages(report.frameworks, json, screen);
  else await screen.data(`${paths.join('\n')}\n`);
  const notMet = report.frameworks.reduce((sum, { counts }) => sum + counts['not met'], 0);
  const said = framework ? `${plural(notMet, 'requirement')} not met` : plural(paths.length, 'report');
  end({ code: 0, why: `${said} ${framework ? 'in' : 'of'} ${scan.id}` });
}

async function showPages(pages: readonly FrameworkPage[], json: boolean, out: Terminal): Promise<void> {
  if (json) return out.data(`${forJson({ schemaVersion, frameworks: pages }, 2)}\n`);
  return out.page(pages.map((page) => pageOf(page, out.screen.width)).join('\n'));
}

function pageOf({ title, edition, rows, counts }: FrameworkPage, width: number): string {
  const columns = [
    { head: 'REQUIREMENT' },
    { head: 'STANDING' },
    { head: 'PASS' },
    { head: 'FAIL' },
    { head: 'UNKNOWN' },
    { head: 'RULES AND WHY', shrink: 'wrap' as const, least: 24 },
  ];
  const cells = rows.map(({ id, standing, passed, failed, unknown, rules: own, why }) => [
    ...[id, standing, `${passed}`, `${failed}`, `${unknown}`],
    forTerminalLine([...own, ...(why === '' ? [] : [why])].join('; ')),
  ]);
  const sum = standings.filter((it) => counts[it] > 0).map((it) => `${counts[it]} ${it}`);
  return `${title} ${edition}: ${sum.join(', ')}\n\n${tableIn(columns, cells, width).join('\n')}\n`;
}
