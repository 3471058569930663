import { InvalidArgumentError, Option, type Command } from 'commander';
import { scanAt } from '#app/waivers/then';
import { forCiLog } from '#lib/escape/ci-log';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { nearest, plural } from '#lib/text';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type Framework } from '#model';
import { schemaVersion } from '#report/output';
import { sampleCsv, sampleOf, type Sample } from '#report/sample';
import { tableIn } from '#report/stack';
import { frameworks } from '#rules/frameworks.gen';
import { end } from '../arguments.ts';
import { asOf, scanAsOf } from '../report/as-of.ts';
import { knownRules } from '../known-rules.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { askStore, latestScan, scanById } from '../store.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

interface Options extends PlaceOptions {
  readonly requirement: string;
  readonly n: number;
  readonly seed?: string;
  readonly scan?: string;
  readonly asOf?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** Adds `report sample`: which checks of a requirement an auditor looks at by hand. */
export function addReportSample(report: Command): void {
  withPlace(report.command('sample'))
    .description('draw checks of a requirement to be looked at by hand; the same seed draws the same')
    .requiredOption('--requirement <id>', 'such as cis-eks-1.8/5.4.1, or 5.4.1 where one framework alone has it')
    .option('--n <count>', 'how many', wholeNumber, 25)
    .option('--seed <text>', 'what says which (default: the id of the scan)')
    .addOption(new Option('--scan <id>', 'of which scan (default: the last one)').conflicts('asOf'))
    .option('--as-of <moment>', 'of the last scan then, such as 2026-09-30 (its end)')
    .option('--config <file>', 'the config file (default: shoalwatch.yaml, where there is one)')
    .addOption(new Option('--json', 'print one JSON document').conflicts('csv'))
    .option('--csv', 'print a CSV file with columns for what is found by hand')
    .addHelpText(
      'after',
      '\nExample:\n  shoalwatch report sample --requirement cis-eks-1.8/5.4.1 --n 25 --seed 2026-q3',
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { n: count, scan: id, config, json = false, csv = false } = options;
  const wanted = requirementIn(options.requirement);
  const place = placeOf(options);
  const then = options.asOf === undefined ? undefined : asOf(options.asOf, clock.now());
  const at = then ?? new Date(clock.now()).toISOString();
  const { scan, targets } = await askStore(place, async (memory) => {
    const of = async () => (then === undefined ? latestScan(memory) : scanAsOf(memory, then));
    const found = id === undefined ? await scanAt(await of(), memory, at) : await scanById(memory, id);
    return { scan: found, targets: await memory.targets(found.id) };
  });
  const rules = new Map((await knownRules(place, config)).map((rule) => [rule.id, rule]));
  const sample = sampleOf(scan, rules, { ...wanted, count, targets, seed: options.seed ?? scan.id });
  const out = terminal();
  if (json) await out.data(`${forJson({ schemaVersion, sample }, 2)}\n`);
  else if (csv) await out.data(sampleCsv(sample));
  else await out.page(pageOf(sample, out.screen.width));
  end({ code: 0, why: `${sumOf(sample)} of ${scan.id}, ${formatTime(scan.finishedAt)}` });
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('It is a whole number from 1.');
}

/** The requirement that somebody named, with its framework. Throws where it is none, one of several, or a person's to answer. */
function requirementIn(text: string): { readonly framework: Framework; readonly requirement: string } {
  const all = frameworks
    .filter(({ related }) => !related)
    .flatMap((framework) => framework.requirements.map((it) => ({ framework, it, name: `${framework.id}/${it.id}` })));
  const meant = all.filter(({ name, it }) => name === text.trim().replace(/\s+/, '/') || it.id === text.trim());
  const [first, ...others] = meant;
  if (first === undefined) {
    const near = nearest(text, [...all.map(({ name }) => name), ...all.map(({ it }) => it.id)]);
    const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
    throw new ShoalwatchError('usage', `no framework has a requirement ${text}.${hint}`, {
      cure: 'shoalwatch list frameworks --json names all; frameworks of related links have none that is met or not',
    });
  }
  if (others.length > 0) {
    throw new ShoalwatchError('usage', `several frameworks have a requirement ${text}`, {
      cure: `name one of ${meant.map(({ name }) => name).join(', ')}`,
    });
  }
  const { framework, it, name } = first;
  if (!('manual' in it)) return { framework, requirement: it.id };
  throw new ShoalwatchError('usage', `${name} has no checks: only a person can answer it`, { cure: it.manual });
}

function pageOf({ drawn }: Sample, width: number): string {
  const columns = [
    ...[{ head: '#' }, { head: 'STANDING' }, { head: 'RULE' }],
    ...[
      { head: 'RESOURCE', shrink: 'middle' as const, least: 24 },
      { head: 'KEY', shrink: 'middle' as const },
    ],
    { head: 'FINDING' },
  ];
  const rows = drawn.map(({ place, standing, rule, resource, key = '', finding = '' }) =>
    [`${place}`, standing, rule, resource.id, key, finding].map(forTerminalLine),
  );
  return forCiLog(`${tableIn(columns, rows, width).join('\n')}\n`);
}

function sumOf({ framework, requirement, seed, population, drawn }: Sample): string {
  const { pass, fail, waived, unknown } = population;
  const all = pass + fail + waived + unknown;
  const what = `${pass} passed, ${fail} failed, ${waived} waived, ${unknown} unknown`;
  return `${drawn.length} of ${plural(all, 'check')} (${what}) of ${framework} ${requirement}, seed ${seed}`;
}
