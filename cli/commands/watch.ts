import { randomBytes } from 'node:crypto';
import { InvalidArgumentError, type Command } from 'commander';
import type { Scanned } from '#app/scan';
import { heldMemory } from '#app/stack/held-memory';
import { oneByOne } from '#app/turns';
import { watchOf, type Watch } from '#app/watch';
import { announcedActions } from '#clouds/event-readers';
import { typesOf } from '#engine/ruleset';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import { ShoalwatchError, type Memory, type Snapshot } from '#model';
import { movedLines } from '#report/moved';
import { sinceOf } from '#report/since';
import { rules } from '#rules/catalog.gen';
import { afterSweep } from '../watch/after-sweep.ts';
import { alertsOf, type Alerts } from '../watch/alerts.ts';
import { end } from '../arguments.ts';
import { fixesHere } from '../watch/fixes.ts';
import { watchInbox } from '../watch/inbox.ts';
import { intakeOf } from '../watch/intake.ts';
import { interrupt } from '../interrupt.ts';
import { writingInTurn } from '../let-go.ts';
import { listenFor } from '../watch/listen.ts';
import { progressOn } from '../progress.ts';
import { refusedIn } from '../watch/refused.ts';
import { loadSettings } from '../settings.ts';
import { slackHere } from '../watch/slack.ts';
import { liveOf, noteOnFile } from '../standing.ts';
import { usualStore } from '../place.ts';
import { storeToWrite } from '../store.ts';
import { terminal, type Terminal } from '../terminal.ts';
import { clock, cloudsOf, type CloudOptions } from '../wire.ts';
import { withCloudOptions } from './scan.ts';

interface Options extends CloudOptions {
  readonly every: number;
  readonly port: number;
  readonly slackPort?: number;
  readonly events?: string;
  readonly store: string;
  readonly config?: string;
  readonly quiet?: boolean;
}

/** Adds `watch`. */
export function addWatch(program: Command): void {
  withCloudOptions(program.command('watch'))
    .description('sweep on a schedule, and judge each change that the audit logs tell of, until Ctrl-C')
    .option('--every <minutes>', 'time from sweep to sweep', minutes, 60)
    .option('--port <number>', 'where events are taken on this machine; 0 for any that is free', port, 8787)
    .option('--slack-port <number>', 'take what is pressed in Slack on this machine; 0 for any port that is free', port)
    .option('--events <folder>', 'take events from the JSON files in a folder, too')
    .option('--store <path>', 'remember findings there', usualStore)
    .option('--quiet', 'no progress')
    .action(async (options: Options) => end(await runWatch(options)));
}

async function runWatch(options: Options) {
  const screen = terminal(options);
  const settings = await loadSettings(options.config, rules);
  // Nobody else moves findings while this process holds the store: they are read once, and not for each change.
  const inTurn = oneByOne();
  const store = writingInTurn(storeToWrite(options.store, screen), inTurn);
  const { memory } = heldMemory(store, () => Promise.resolve());
  const stop = interrupt('\n  stopping: what was remembered stays; Ctrl-C again ends at once\n');
  const { signal } = stop;
  let listener: Awaited<ReturnType<typeof listenFor>> | undefined;
  let clicks: Awaited<ReturnType<typeof slackHere>> | undefined;
  try {
    const { clouds, clusters } = await cloudsOf({ ...options, untraced: true }, settings.config);
    const live = liveOf(settings, memory);
    const token = process.env['SHOALWATCH_SLACK_TOKEN'];
    const alerts = await alertsOf({ config: settings.config, memory, live, screen, signal, token });
    const watch = watchOf({
      ...{ clouds, memory, clock, signal, progress: progressOn(screen, clock.now) },
      ...{ live, types: typesOf(rules), actions: announcedActions },
      ...(clusters && { clusters }),
      snapshots: await lastSnapshots(memory),
      moved: (change, changes) => {
        alerts.wake();
        // The terminal is written to after Slack: each write stops whatever else this process does.
        const told = alerts.told();
        void told.then(() => screen.page(`${movedLines(change, changes).join('\n')}\n`));
        return told;
      },
      rejudged: (judged) => {
        alerts.wake();
        void screen.page(`${rejudgedLine(judged)}\n`);
      },
      failed: (what, error) => screen.note(`  ${forTerminalLine(what)}: ${reasonOf(error)}`),
    });
    const ended = (): void => void sweepOnce(watch, alerts, screen);
    const fixing = await fixesHere({
      clouds,
      clusters,
      settings,
      memory,
      screen,
      signal,
      token,
      ended,
      wake: alerts.wake,
    });
    await noteOnFile(settings, memory, screen);
    const { take, changes } = intakeOf(watch, screen, signal);
    const note = (_: string, why: string): void => screen.note(`  an event was refused: ${forTerminalLine(why)}`);
    const keep = refusedIn(options.store, clock.now);
    const refuse = (body: string, why: string): void => {
      note(body, why);
      keep(body, why);
    };
    const secret = randomBytes(18).toString('base64url');
    const failed = (error: unknown): void => screen.note(`  an event could not be remembered: ${reasonOf(error)}`);
    listener = await listenFor({ port: options.port, token: secret, take, refuse, failed });
    await screen.page(`events are taken at ${listener.url}\n`);
    if (options.slackPort !== undefined) {
      const read = (target: string): void => void readOnce(watch, alerts, screen, target);
      const { fixes } = fixing;
      clicks = await slackHere({
        port: options.slackPort,
        settings,
        memory,
        live,
        screen,
        wake: alerts.wake,
        read,
        fixes,
      });
      await screen.page(`clicks are taken at ${clicks.url}\n`);
    }
    void watch.resume().catch((error: unknown) => screen.note(`  changes of before: ${reasonOf(error)}`));
    const { events } = options;
    const inbox = events === undefined ? [] : [watchInbox({ path: events, take, refuse: note, signal })];
    const sweeping = sweepEvery(options.every * 60_000, watch, alerts, screen, signal, () => {
      void fixing.tend().catch((error: unknown) => screen.note(`  fixes: ${reasonOf(error)}`));
      void afterSweep({ store: options.store, settings, memory, live, clock, screen, inTurn, token }).then(alerts.wake);
    });
    const [sweeps] = await Promise.all([sweeping, watch.keepUp(), alerts.keepTelling(), ...inbox]);
    return { code: 0 as const, why: `stopped after ${plural(sweeps, 'sweep')} and ${plural(changes(), 'change')}` };
  } finally {
    listener?.close();
    clicks?.close();
    stop.release();
    memory.close();
  }
}

/** What stood when the last process ended, so that the first change is judged before the first sweep has ended. */
async function lastSnapshots(memory: Memory): Promise<readonly Snapshot[]> {
  const [last] = await memory.runs(1);
  return last ? memory.snapshots(last.id) : [];
}

/** Sweeps until the signal. Answers how many sweeps came to their end. */
async function sweepEvery(
  pause: number,
  watch: Watch,
  alerts: Alerts,
  screen: Terminal,
  signal: AbortSignal,
  swept: () => void,
): Promise<number> {
  let sweeps = 0;
  while (!signal.aborted) {
    const start = clock.now();
    const done = await sweepOnce(watch, alerts, screen);
    if (done?.scan.interrupted) return sweeps;
    if (done) {
      sweeps += 1;
      swept();
    }
    await rest(start + pause - clock.now(), signal);
  }
  return sweeps;
}

/** Sweeps, and says what came of it. Undefined where it failed, or read nothing. */
async function sweepOnce(watch: Watch, alerts: Alerts, screen: Terminal): Promise<Scanned | undefined> {
  const swept = await watch.sweep().catch((error: unknown) => {
    screen.note(`  the sweep failed: ${reasonOf(error)}`);
    alerts.swept(error);
  });
  if (!swept || swept.scan.interrupted) return swept ?? undefined;
  if (swept.scan.targets.length === 0) {
    const nothing = new ShoalwatchError(
      'cloud',
      'the sweep read nothing: no cloud could be entered, and what stood stays',
    );
    screen.note(`  ${nothing.message}  (shoalwatch doctor)`);
    alerts.swept(nothing);
    return undefined;
  }
  alerts.swept();
  await screen.page(`${sweptLine(swept)}\n`);
  return swept;
}

/** Reads one target, and says what came of it. */
async function readOnce(watch: Watch, alerts: Alerts, screen: Terminal, target: string): Promise<void> {
  try {
    const read = await watch.readOne(target);
    alerts.wake();
    await screen.page(`${forTerminalLine(target)} was read: ${movedWords(read.scan, read.changes)}\n`);
  } catch (error) {
    screen.note(`  ${forTerminalLine(target)} could not be read: ${reasonOf(error)}`);
  }
}

/** What a sweep came to, in a line. */
function sweptLine({ scan, changes }: Scanned): string {
  const unread = scan.targets.filter(({ state }) => state !== 'done').length;
  const parts = [
    `${plural(scan.targets.length, 'target')}${unread > 0 ? `, ${unread} not wholly read` : ''}`,
    plural(scan.findings.length, 'open finding'),
    `coverage ${Math.round(scan.coverage * 100)} %`,
    movedWords(scan, changes),
  ];
  return `${formatTime(scan.startedAt)}  sweep: ${parts.join(', ')}`;
}

/** What another policy, or the end of a waiver or an entry, came to, in a line. */
function rejudgedLine({ scan, changes }: Scanned): string {
  const policy = scan.policyVersion === null ? 'the policy of the file' : `policy version ${scan.policyVersion}`;
  return `${formatTime(scan.startedAt)}  judged again by ${policy}: ${movedWords(scan, changes)}`;
}

function movedWords(scan: Scanned['scan'], changes: Scanned['changes']): string {
  const moved = sinceOf(scan, changes).counts.map(([kind, count]) => `${count} ${kind}`);
  return moved.length === 0 ? 'nothing moved' : moved.join(', ');
}

const reasonOf = (error: unknown): string => forTerminalLine(error instanceof Error ? error.message : String(error));

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  clock.sleep(Math.max(0, ms), signal).catch(() => undefined);

function minutes(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 10_080)) throw new InvalidArgumentError('It is a number of minutes from 1 to 10080.');
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('It is a port from 0 to 65535.');
  }
  return value;
}
