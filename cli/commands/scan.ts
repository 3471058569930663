import { Option, type Command } from 'commander';
import { collectAll } from '#app/collect-all';
import { scan } from '#app/scan';
import { plural } from '#lib/text';
import type { Memory, Reading, Severity, Unreadable } from '#model';
import { openEmbedded } from '#store/embedded';
import { rules } from '#rules/catalog.gen';
import { loadSettings } from '../settings.ts';
import { progressOn } from '../progress.ts';
import { terminal, type ColourChoice, type Terminal } from '../terminal.ts';
import { clock, cloudsOf, interrupt, filesAt, type CloudOptions } from '../wire.ts';
import { end, list, percent, word, words } from '../arguments.ts';
import { formats, show, type Showing } from './outcome.ts';

/** The options of a scan as they were typed. */
export interface ScanOptions extends CloudOptions, Showing {
  readonly from?: string;
  readonly store?: string | false;
  readonly config?: string;
  readonly quiet?: boolean;
  readonly wide?: boolean;
  readonly color?: ColourChoice;
}

const severities: readonly (Severity | 'none')[] = ['critical', 'high', 'medium', 'low', 'none'];

/** Adds `scan`. */
export function addScan(program: Command): void {
  withCloudOptions(program.command('scan'))
    .description('audit the clouds that your credentials reach, or files that they printed')
    .option('--from <path>', 'audit what cloud CLIs and APIs printed, without credentials')
    .addOption(
      new Option('--fail-on <severity>', 'exit 3 when a finding this grave is open').argParser(
        word(severities, 'severity', '--fail-on'),
      ),
    )
    .option('--fail-coverage-below <percent>', 'exit 4 when less was judged', percent)
    .option('--allow-incomplete', 'accept targets that could not be read')
    .option('--json', 'print one JSON document and nothing else on standard output')
    .option('--verdicts', 'with --json: every verdict, passes included')
    .option('--format <formats>', `write reports: ${formats.join(', ')}`, words(formats, 'format', '--format'))
    .option('--out <folder>', 'where reports are written', 'shoalwatch-report')
    .option('--store <path>', 'remember findings there', undefined)
    .option('--no-store', 'remember nothing')
    .option('--wide', 'every row, nothing shortened')
    .option('--quiet', 'no progress')
    .addOption(new Option('--color <when>').choices(['auto', 'always', 'never']).default('auto'))
    .action(async (options: ScanOptions) => end(await runScan(options)));
}

/** The options that say which clouds are read, and how. */
export const withCloudOptions = (command: Command): Command =>
  command
    .option(
      '--providers <names>',
      'aws, azure, gcp, kubernetes (default: all that have credentials)',
      words(['aws', 'azure', 'gcp', 'kubernetes'], 'provider', '--providers'),
    )
    .option('--profile <name>', 'the AWS profile')
    .option('--regions <names>', 'AWS regions, comma-separated (default: all enabled)', list)
    .option('--role-arn <arn>', 'the AWS role to assume')
    .option('--external-id <id>', 'its external id')
    .option('--subscription-ids <ids>', 'Azure subscriptions (default: all that are visible)', list)
    .option('--project-ids <ids>', 'GCP projects (default: all that are visible)', list)
    .option('--config <file>', 'the config file (default: shoalwatch.yaml, where there is one)');

/** One scan from the options to the way it ends. */
export async function runScan(options: ScanOptions) {
  const screen = terminal({ ...options, ...(options.color && { colour: options.color }) });
  const { config, policy } = await loadSettings(options.config, rules);
  const memory = openStore(options);
  const stop = interrupt();
  const startedAt = new Date(clock.now()).toISOString();
  try {
    const { readings, unreadable } =
      options.from === undefined
        ? { readings: await readClouds(options, config, screen, stop.signal), unreadable: [] }
        : await readPaths(options.from, screen, stop.signal, startedAt);
    const interrupted = stop.signal.aborted;
    const scanned = await scan({ readings, unreadable, rules, policy, memory, clock, startedAt, interrupted });
    return await show(scanned, screen, options);
  } finally {
    stop.release();
    memory?.close();
  }
}

/** Files are judged without memory unless a store is named. */
function openStore({ from, store }: ScanOptions): Memory | undefined {
  if (store === false || (store === undefined && from !== undefined)) return undefined;
  return openEmbedded(store ?? '.shoalwatch', 'write');
}

/** Reads every cloud that is asked for, and the APIs of the clusters in them. */
export async function readClouds(
  options: ScanOptions,
  config: Awaited<ReturnType<typeof loadSettings>>['config'],
  screen: Terminal,
  signal: AbortSignal,
): Promise<Reading[]> {
  const progress = progressOn(screen, clock.now);
  return collectAll({ ...(await cloudsOf(options, config)), progress, signal });
}

async function readPaths(path: string, screen: Terminal, signal: AbortSignal, at: string) {
  const { readings, unreadable } = await filesAt(path, at, signal);
  const progress = progressOn(screen, clock.now);
  for (const reading of readings) progress.done(reading);
  if (!screen.quiet) for (const line of reasonLines(unreadable)) screen.note(line);
  return { readings, unreadable };
}

function reasonLines(unreadable: readonly Unreadable[]): readonly string[] {
  const groups = [...Map.groupBy(unreadable, ({ reason }) => reason)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (groups.length === 0) return [];
  const counts = groups.map(([reason, own]) => `${reason} ${own.length}`).join(', ');
  return [`  ${plural(unreadable.length, 'document')} not inventoried: ${counts} (named in --json)`];
}
