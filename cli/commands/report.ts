import { Option, type Command } from 'commander';
import { auditWaivers } from '#app/waivers-audit';
import { registerOfScan, scanAt } from '#app/waivers-then';
import { forJson } from '#lib/escape/json';
import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import { reportOf } from '#report/model';
import { schemaVersion } from '#report/output';
import { relatedPages, type RelatedPage } from '#report/related';
import type { FrameworkPage } from '#report/requirements';
import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import { end, words } from '../arguments.ts';
import { asOf, scanAsOf } from '../as-of.ts';
import { formats, type Format } from '../formats.ts';
import { relatedPage, standingPage } from '../framework-pages.ts';
import { knownRules } from '../known-rules.ts';
import { loadSettings } from '../settings.ts';
import { liveOf } from '../standing.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { askStore, latestScan, scanById } from '../store.ts';
import { terminal, type Terminal } from '../terminal.ts';
import { clock } from '../wire.ts';
import { writeReports } from './outcome.ts';

interface Options extends PlaceOptions {
  readonly out: string;
  readonly scan?: string;
  readonly asOf?: string;
  readonly config?: string;
  readonly framework?: readonly string[];
  readonly json?: boolean;
  readonly format?: readonly Format[];
}

const ids = frameworks.map(({ id }) => id);

/** Adds `report`: the reports of a scan that the store remembers, or how it answers frameworks. */
export function addReport(program: Command): void {
  withPlace(program.command('report'))
    .description('write the reports of a remembered scan (default: the last one)')
    .addOption(new Option('--scan <id>', 'which scan').conflicts('asOf'))
    .option('--as-of <moment>', 'what was true then, such as 2026-09-30 (its end) or 2026-09-30T23:59Z')
    .option('--config <file>', 'the config file with the waivers (default: shoalwatch.yaml, where there is one)')
    .option('--framework <ids>', `show how it answers ${ids.join(', ')}`, words(ids, 'framework', '--framework'))
    .option('--json', 'with --framework: print one JSON document')
    .option('--format <formats>', `${formats.join(', ')} (default: html)`, words(formats, 'format', '--format'))
    .option('--out <folder>', 'where they are written', 'shoalwatch-report')
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { out, scan: id, config, format, framework, json = false } = options;
  const place = placeOf(options);
  const settings = await loadSettings(config, rules);
  const { document: file } = settings;
  const now = clock.now();
  const then = options.asOf === undefined ? undefined : asOf(options.asOf, now);
  const { scan, ...risks } = await askStore(place, async (memory) => {
    const at = then ?? new Date(now).toISOString();
    if (id !== undefined) {
      const scan = await scanById(memory, id);
      return { scan, waivers: await registerOfScan({ scan, memory, file, at: scan.startedAt }) };
    }
    const last = then === undefined ? await latestScan(memory) : await scanAsOf(memory, then);
    const scan = await scanAt(last, memory, at);
    const waivers = await registerOfScan({ scan, memory, file, at });
    if (then !== undefined) return { scan, waivers };
    return { scan, waivers, audit: await auditWaivers({ memory, file, at }, liveOf(settings, memory)) };
  });
  const wanted = frameworks.filter((it) => framework?.includes(it.id) !== false);
  const report = { ...reportOf(scan, await knownRules(place, config), wanted), ...risks };
  const paths = await writeReports(report, { format: format ?? (framework ? [] : ['html']), out });
  const thenText = then === undefined ? '' : `, as of ${formatTime(then)}`;
  const screen = terminal();
  if (!framework) {
    await screen.data(`${paths.join('\n')}\n`);
    end({ code: 0, why: `${plural(paths.length, 'report')} of ${scan.id}${thenText}` });
    return;
  }
  const answer = { frameworks: report.frameworks, related: relatedPages(scan, wanted) };
  await showPages(answer, json, screen);
  end({ code: 0, why: `${sumOf(answer)} in ${scan.id}${thenText}` });
}

interface Answer {
  readonly frameworks: readonly FrameworkPage[];
  readonly related: readonly RelatedPage[];
}

async function showPages(answer: Answer, json: boolean, out: Terminal): Promise<void> {
  if (json) return out.data(`${forJson({ schemaVersion, ...answer }, 2)}\n`);
  const pages = [
    ...answer.frameworks.map((page) => standingPage(page, out.screen.width)),
    ...answer.related.map((page) => relatedPage(page, out.screen.width)),
  ];
  return out.page(pages.join('\n'));
}

function sumOf({ frameworks: pages, related }: Answer): string {
  const notMet = pages.reduce((sum, { counts }) => sum + counts['not met'], 0);
  const found = related.flatMap(({ rows }) => rows).filter(({ open }) => open > 0).length;
  return [
    ...(pages.length > 0 ? [`${plural(notMet, 'requirement')} not met`] : []),
    ...(related.length > 0 ? [`${plural(found, 'requirement')} with related findings`] : []),
  ].join(', ');
}
