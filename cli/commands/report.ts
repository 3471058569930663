import { Option, type Command } from 'commander';
import { deadlinesAt } from '#app/deadlines';
import { pastSource } from '#app/past';
import { auditWaivers } from '#app/waivers/audit';
import { registerOfScan, scanAt } from '#app/waivers/then';
import { forJson } from '#lib/escape/json';
import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type Scan } from '#model';
import { reportOf } from '#report/model';
import { schemaVersion } from '#report/output';
import { pastOf } from '#report/period/past';
import type { Writing } from '#report/formats';
import { redactReport } from '#report/redact/report';
import { redactions, type Redaction } from '#report/redact/words';
import { relatedPages, type RelatedPage } from '#report/related';
import type { FrameworkPage } from '#report/requirements';
import { rules } from '#rules/catalog.gen';
import { controls } from '#rules/controls';
import { frameworks } from '#rules/frameworks.gen';
import { end, words } from '../arguments.ts';
import { asOf, scanAsOf } from '../report/as-of.ts';
import { formats, withCsvDialect, type Format } from '../formats.ts';
import { relatedPage, standingPage } from '../report/framework-pages.ts';
import { knownRules } from '../known-rules.ts';
import { loadSettings } from '../settings.ts';
import { packFiles, packSource, type PackMoment } from '../report/pack.ts';
import { signingBy } from '../report/pack-signer.ts';
import { writePack } from '../report/pack-folder.ts';
import { reportPeriod } from '../report/period.ts';
import { liveOf } from '../standing.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { askStore, latestScan, scanById } from '../store.ts';
import { veilOf } from '../report/veil.ts';
import { waysOf } from '../inventory/ways.ts';
import { terminal, type Terminal } from '../terminal.ts';
import { clock } from '../wire.ts';
import { writeReports } from './outcome.ts';
import { addReportSample } from './report-sample.ts';

interface Options extends PlaceOptions, Writing {
  readonly out: string;
  readonly scan?: string;
  readonly asOf?: string;
  readonly from?: string;
  readonly to?: string;
  readonly config?: string;
  readonly framework?: readonly string[];
  readonly json?: boolean;
  readonly format?: readonly Format[];
  readonly pack?: string;
  readonly sign?: string;
  readonly redact?: readonly Redaction[];
  readonly salt?: string;
}

/** Options that ask for one moment, and so say nothing of a period. */
const ofOneMoment = ['scan', 'asOf', 'framework', 'pack', 'json'];

const ids = frameworks.map(({ id }) => id);

/** Adds `report`: the reports of a scan that the store remembers, or how it answers frameworks. */
export function addReport(program: Command): void {
  const report = withPlace(withCsvDialect(program.command('report')));
  addReportSample(report);
  report
    .enablePositionalOptions()
    .description('write the reports of a remembered scan (default: the last one)')
    .addOption(new Option('--scan <id>', 'which scan').conflicts('asOf'))
    .option('--as-of <moment>', 'what was true then, such as 2026-09-30 (its end) or 2026-09-30T23:59Z')
    .addOption(
      new Option('--from <moment>', 'what happened since then: came and went, times, coverage, decisions').conflicts(
        ofOneMoment,
      ),
    )
    .addOption(new Option('--to <moment>', 'with --from: until then (default: now)').conflicts(ofOneMoment))
    .option('--config <file>', 'the config file with the waivers (default: shoalwatch.yaml, where there is one)')
    .option('--framework <ids>', `show how it answers ${ids.join(', ')}`, words(ids, 'framework', '--framework'))
    .option('--json', 'with --framework: print one JSON document')
    .option('--format <formats>', `${formats.join(', ')} (default: html)`, words(formats, 'format', '--format'))
    .option('--out <folder>', 'where they are written', 'shoalwatch-report')
    .addOption(
      new Option('--pack <folder>', 'write an evidence pack: every report, the evidence, the log').conflicts([
        ...['json', 'format'],
      ]),
    )
    .option('--sign <key>', 'with --pack: sign it, with a private key in a file (Ed25519, PEM) or by kms:KEY_ARN')
    .addOption(
      new Option('--redact <kinds>', `with pseudonyms for what is told outside: ${redactions.join(', ')}`)
        .argParser(words(redactions, 'kind', '--redact'))
        .conflicts(['pack', 'from', 'to', 'framework']),
    )
    .option('--salt <file>', 'with --redact: the secret that the pseudonyms are made with')
    .addHelpText('after', examples)
    .action(run);
}

const examples = `
Examples:
  shoalwatch report --format html,csv,oscal
  shoalwatch report --framework cis-eks-1.8
  shoalwatch report --from 2026-07-01
  shoalwatch report --pack audit
  shoalwatch report --pack signed --sign pack-key.pem`;

async function run(options: Options): Promise<void> {
  const { out, scan: id, config, format, framework, json = false, pack, sign } = options;
  if (sign !== undefined && pack === undefined) {
    throw new ShoalwatchError('usage', '--sign signs an evidence pack, and none was asked for', {
      cure: 'add --pack FOLDER',
    });
  }
  const signing = sign === undefined ? undefined : signingBy(sign);
  const place = placeOf(options);
  if (options.from !== undefined || options.to !== undefined) {
    const { document } = await loadSettings(config, rules);
    end({ code: 0, why: await reportPeriod({ ...options, place, file: document, format: format ?? ['html'] }) });
    return;
  }
  const veil = await veilOf(options);
  const settings = await loadSettings(config, rules);
  const { document: file } = settings;
  const then = options.asOf === undefined ? undefined : asOf(options.asOf, clock.now());
  const now = then ?? new Date(clock.now()).toISOString();
  const isPage = pack === undefined && (format ?? (framework ? [] : ['html'])).includes('html');
  const { scan, source, ...risks } = await askStore(place, async (memory) => {
    const shownIn = async (run: string, at: string) =>
      isPage ? { ways: waysOf(await memory.snapshots(run)), past: pastOf(await pastSource(memory, at)) } : {};
    const registered = async (scan: Scan, at: string) => {
      const of = { scan, memory, file, at };
      return { waivers: await registerOfScan(of), ...(await deadlinesAt(of)) };
    };
    const packed = async (of: PackMoment) => (pack === undefined ? undefined : packSource(memory, of));
    if (id !== undefined) {
      const scan = await scanById(memory, id);
      const source = await packed({ scan, file, at: scan.finishedAt, isNamed: true });
      const { startedAt, finishedAt } = scan;
      return { scan, source, ...(await registered(scan, startedAt)), ...(await shownIn(id, finishedAt)) };
    }
    const last = then === undefined ? await latestScan(memory) : await scanAsOf(memory, then);
    const source = await packed({ scan: last, file, at: now, isNamed: then !== undefined });
    const at = source?.asOf ?? now;
    const scan = await scanAt(last, memory, at);
    const told = { scan, source, ...(await registered(scan, at)), ...(await shownIn(last.id, at)) };
    if (then !== undefined) return told;
    const audit = await auditWaivers({ memory, file, at }, liveOf(settings, memory));
    const remembered = await memory.findings();
    return { ...told, audit, remembered, remediations: await memory.remediations.all() };
  });
  const wanted = frameworks.filter((it) => framework?.includes(it.id) !== false);
  const whole = { ...reportOf(scan, await knownRules(place, config), wanted), controls, ...risks };
  const report = veil ? redactReport(whole, veil) : whole;
  const thenText = then === undefined ? '' : `, as of ${formatTime(then)}`;
  const screen = terminal();
  if (pack !== undefined && source) {
    const named = wanted.map((it) => it.id);
    const signer = await signing?.(options);
    const made = await packFiles(report, source, { frameworks: named, ...(signer && { signer }) });
    await writePack(pack, made);
    await screen.data(`${pack}\n`);
    end({ code: 0, why: `an evidence pack of ${scan.id} with ${plural(made.length, 'file')}${thenText}` });
    return;
  }
  const paths = await writeReports(report, { ...options, format: format ?? (framework ? [] : ['html']), out });
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
