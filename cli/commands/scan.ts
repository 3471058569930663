import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { collectAll } from '#app/collect-all';
import type { Config } from '#app/config/schema';
import { scanLive, type ScannedLive } from '#app/scan-live';
import { deadlinesAt } from '#app/deadlines';
import { registerOfScan } from '#app/waivers/then';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import { sinceOf } from '#report/since';
import {
  severities,
  ShoalwatchError,
  type Cloud,
  type FindingChange,
  type Memory,
  type Reading,
  type Severity,
} from '#model';
import { rules } from '#rules/catalog.gen';
import { end, list, percent, word, words } from '../arguments.ts';
import { interrupt } from '../interrupt.ts';
import { judgeAgain, stampIn } from '../judge-again.ts';
import { letGoIn } from '../let-go.ts';
import { placeOf, usualStore, withStack, type PlaceOptions, type StackPlace } from '../place.ts';
import { progressOn } from '../progress.ts';
import { loadSettings, type Settings } from '../settings.ts';
import { liveOf, noteOnFile } from '../standing.ts';
import { askStore, storeToWrite } from '../store.ts';
import { colourChoices, terminal, type ColourChoice, type Terminal } from '../terminal.ts';
import { unreadLines } from '../unread-files.ts';
import { waysOf } from '../inventory/ways.ts';
import { clock, cloudsOf, filesAt, type CloudOptions } from '../wire.ts';
import { formats, withCsvDialect } from '../formats.ts';
import { show, type Showing } from './outcome.ts';

/** The options of a scan as they were typed. */
export interface ScanOptions extends CloudOptions, PlaceOptions, Showing {
  readonly from?: string;
  readonly config?: string;
  readonly quiet?: boolean;
  readonly wide?: boolean;
  readonly color?: ColourChoice;
}

/** Adds `scan`. */
export function addScan(program: Command): void {
  withScanOptions(program.command('scan'))
    .description('audit the clouds that your credentials reach, or files that they printed')
    .action(async (options: ScanOptions) => end(await runScan(options)));
}

/** The options of everything that scans: what is read, how it is shown, and what it is held to. */
export const withScanOptions = (command: Command): Command =>
  withStack(withCsvDialect(withCloudOptions(command)), readHere)
    .option('--from <path>', 'audit what cloud CLIs and APIs printed, without credentials')
    .option(
      '--fail-on <severity>',
      'exit 3 when a finding this grave is open: critical, high, medium, low, none',
      word<Severity | 'none'>([...severities, 'none'], 'severity', '--fail-on'),
    )
    .option('--fail-coverage-below <percent>', 'exit 4 when less was judged', percent)
    .option('--allow-incomplete', 'accept targets that could not be read')
    .option('--json', 'print one JSON document and nothing else on standard output')
    .option('--plain', 'the findings as cells parted by tabs, nothing shortened')
    .option('--verdicts', 'with --json or --format json: every verdict, passes included')
    .option('--format <formats>', `write reports: ${formats.join(', ')}`, words(formats, 'format', '--format'))
    .option('--out <folder>', 'where reports are written', 'shoalwatch-report')
    .option('--store <path>', `remember findings there (default: ${usualStore}, and nowhere with --from)`)
    .option('--no-store', 'remember nothing')
    .option(
      '--severity <names>',
      'show only these in the table; the gate looks at all',
      words(severities, 'severity', '--severity'),
    )
    .option('--wide', 'every row, nothing shortened')
    .option('--quiet', 'no progress')
    .option('--color <when>', `${colourChoices.join(', ')} (default: auto)`, word(colourChoices, 'choice', '--color'));

/** What only a scan in this process is told: a stack reads what it was deployed to read. */
const readHere = ['from', 'providers', 'regions', 'roleArn', 'externalId', 'subscriptionIds', 'projectIds'];

/** The options that say which clouds are read, and how. */
export const withCloudOptions = (command: Command): Command =>
  command
    .option(
      '--provider, --providers <names>',
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
  if (options.verdicts && !options.json && !options.format?.includes('json')) {
    throw new ShoalwatchError('usage', '--verdicts says what a JSON document holds, and none was asked for', {
      cure: 'add --json or --format json',
    });
  }
  const screen = terminal(options);
  const settings = await loadSettings(options.config, rules);
  const place = placeOf(options);
  if (typeof place !== 'string') return runInStack(place, options, settings, screen);
  if (options.from !== undefined) await stat(options.from);
  const store = storeOf(options);
  const memory = store === undefined ? undefined : storeToWrite(store, screen);
  const stop = interrupt();
  const startedAt = new Date(clock.now()).toISOString();
  try {
    // The store is let go before anything is written: whoever acts meanwhile judges for himself.
    const { scanned, last, withoutCredentials, stamp, ways } = await scanIn(memory, {
      ...{ options, settings, screen, startedAt, signal: stop.signal },
    }).finally(() => memory?.close());
    const { scan: result, changes, standing } = await upToDate(scanned, { store, stamp, settings });
    const since = last && !result.interrupted ? { since: sinceOf(result, changes) } : {};
    const register = async (memory?: Memory) => {
      const of = { scan: result, memory, file: settings.document, at: startedAt };
      return { waivers: await registerOfScan(of), ...(await deadlinesAt(of)) };
    };
    const registered = await (store === undefined ? register() : askStore(store, register));
    const told = {
      ...since,
      withoutCredentials,
      ways,
      rules: standing.rules,
      ...registered,
      remembered: findingsIn(changes),
    };
    return await show(result, screen, { ...options, ...told });
  } finally {
    stop.release();
  }
}

/** The same by a stack: it reads and judges, and what it came to is shown here. */
async function runInStack(place: StackPlace, options: ScanOptions, settings: Settings, screen: Terminal) {
  const { scanInStack } = await import('../stack/scan.ts');
  const { scan, changes, ...told } = await scanInStack(place, { settings, screen });
  const since = changes ? { since: sinceOf(scan, changes) } : {};
  return show(scan, screen, { ...options, ...since, ...told, remembered: findingsIn(changes ?? []) });
}

const findingsIn = (changes: readonly FindingChange[]) => changes.map(({ finding }) => finding);

interface Scanning {
  readonly options: ScanOptions;
  readonly settings: Settings;
  readonly screen: Terminal;
  readonly startedAt: string;
  readonly signal: AbortSignal;
}

/** Reads and judges, and tells what the store knew before. */
async function scanIn(memory: Memory | undefined, { options, settings, screen, startedAt, signal }: Scanning) {
  await noteOnFile(settings, memory, screen);
  const [last] = (await memory?.runs(1)) ?? [];
  const { withoutCredentials, readings, ...read } =
    options.from === undefined
      ? await readClouds(options, settings.config, screen, signal)
      : { ...(await readPaths(options.from, screen, signal, startedAt)), withoutCredentials: [] };
  const stamp = await memory?.policies.stamp();
  const snapshots = snapshotsOf(readings, typesOf(rules));
  const scanned = await scanLive({
    ...{ ...read, snapshots, live: liveOf(settings, memory) },
    ...{ memory, clock, startedAt, signal },
  });
  const store = storeOf(options);
  if (store !== undefined && !scanned.scan.interrupted)
    await letGoIn(store, { config: settings.config, screen, now: clock.now() });
  const ways = options.format?.includes('html') ? waysOf(snapshots) : undefined;
  return { scanned, last, withoutCredentials, stamp, ways };
}

/** Files are judged without memory unless a store is named. */
function storeOf({ from, store }: ScanOptions): string | undefined {
  if (store === false || (store === undefined && from !== undefined)) return undefined;
  return store ?? usualStore;
}

interface Kept {
  readonly store: string | undefined;
  /** Of what it was judged by, or of something older. */
  readonly stamp: string | undefined;
  readonly settings: Settings;
}

/** Whoever changed the policy while the run held the store was told that the run judges by it. */
async function upToDate(scanned: ScannedLive, { store, stamp, settings }: Kept): Promise<ScannedLive> {
  if (store === undefined || scanned.scan.interrupted || stamp === (await stampIn(store))) return scanned;
  const again = await judgeAgain(store, (memory) => liveOf(settings, memory));
  if (again.is !== 'judged') return scanned;
  return { ...again.scanned, changes: [...scanned.changes, ...again.scanned.changes] };
}

/** What was read of the clouds. */
interface CloudsRead {
  readonly readings: readonly Reading[];
  /** Who read them, and can be asked about what is no longer in a listing. */
  readonly clouds: readonly Cloud[];
  /** Clouds that were asked for by name and could not be entered. */
  readonly withoutCredentials: readonly string[];
}

/** Reads every cloud that is asked for, and the APIs of the clusters in them. */
export async function readClouds(
  options: CloudOptions,
  config: Config,
  screen: Terminal,
  signal: AbortSignal,
): Promise<CloudsRead> {
  const progress = progressOn(screen, clock.now);
  const { clouds, clusters } = await cloudsOf(options, config);
  const all = [...clouds];
  const entered = clusters && {
    clusters: async (found: readonly Reading[]): Promise<Cloud> => {
      const cloud = await clusters(found);
      all.push(cloud);
      return cloud;
    },
  };
  const readings = await collectAll({ clouds, ...entered, progress, signal });
  const named = options.providers ?? [];
  // A cluster's API has no credentials of its own: without clusters there is nothing to enter.
  const withoutCredentials = named.filter((name) => name !== 'kubernetes' && progress.left.has(name));
  return { readings, clouds: all, withoutCredentials };
}

async function readPaths(path: string, screen: Terminal, signal: AbortSignal, at: string) {
  const { readings, unreadable } = await filesAt(path, at, signal);
  const progress = progressOn(screen, clock.now);
  for (const reading of readings) progress.done(reading);
  for (const line of unreadLines(unreadable)) screen.note(line);
  return { readings, unreadable };
}
