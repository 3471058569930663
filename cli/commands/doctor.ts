import type { Command } from 'commander';
import { mostSkew, skewOf } from '#app/clock-skew';
import type { Exit } from '#app/exit';
import { typesNeeded, type AnyRule } from '#engine/any-rule';
import { settingsOf } from '#engine/settings';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural, redactSecrets } from '#lib/text';
import type { Gap, Reading } from '#model';
import { fold } from '#report/fold';
import { rules as shipped } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { changeDelivery, isFollowing } from '../doctor/change-delivery.ts';
import type { Delivery } from '../doctor/delivery.ts';
import { grantsFor, type Grant } from '../doctor/grants.ts';
import { hearingDates } from '../doctor/heard-dates.ts';
import { interrupt } from '../interrupt.ts';
import { loadSettings, type Settings } from '../settings.ts';
import { standingIn } from '../standing.ts';
import { usualStore } from '../place.ts';
import { terminal, type Terminal } from '../terminal.ts';
import { clock, type CloudOptions } from '../wire.ts';
import { readClouds, withCloudOptions } from './scan.ts';

interface Options extends CloudOptions {
  readonly config?: string;
  readonly store: string;
  readonly quiet?: boolean;
  readonly events?: boolean;
}

/** Adds `doctor`: reads once what a scan reads, and says which grant is missing and what stays unknown without it. */
export function addDoctor(program: Command): void {
  withCloudOptions(program.command('doctor'))
    .description('check credentials, permissions and the config')
    .option('--store <path>', 'the store whose policy counts, where there is one', usualStore)
    .option('--events', 'also check what tells of changes (default: where the config has a schedule)')
    .option('--no-events', 'leave that out')
    .option('--quiet', 'no progress')
    .action(async (options: Options) => end(await examine(options)));
}

async function examine(options: Options): Promise<Exit> {
  const out = terminal(options);
  const settings = await loadSettings(options.config, shipped);
  const { rules, policy } = await standingIn(options.store, settings);
  const asked = settingsOf(rules, policy, new Date(clock.now()).toISOString()).map(({ rule }) => rule);
  const stop = interrupt();
  const { done, heard } = await hearingDates(clock.now, () => readClouds(options, settings.config, out, stop.signal));
  const { readings, withoutCredentials } = done;
  const skew = skewOf(heard);
  const isAsked = isFollowing(options.events, settings.config) && !stop.signal.aborted;
  const deliveries = isAsked ? await changeDelivery(readings, settings.config, options) : [];
  stop.release();
  const grants = grantsFor(readings);
  const standing = { file: settings.file, version: policy.version, asked, skew };
  await out.page(pageOf(standing, readings, deliveries, grants, out));
  if (stop.signal.aborted) return { code: 130, why: 'interrupted, not everything was tried' };
  if (withoutCredentials.length > 0) {
    return { code: 2, why: `${withoutCredentials.join(', ')} asked for by name, and no credentials were found` };
  }
  if (readings.length === 0) return { code: 2, why: 'no cloud could be reached with the credentials here' };
  const exit = verdictOn(
    readings.flatMap(({ gaps }) => gaps),
    deliveries,
    grants,
    asked,
  );
  return isSkewed(skew) ? { code: 4, why: `the clock is ${skewText(skew)}; ${exit.why}` } : exit;
}

const isSkewed = (skew: number | undefined): skew is number => skew !== undefined && Math.abs(skew) >= mostSkew;

/** How far the clock is off, to the minute. */
function skewText(skew: number): string {
  const minutes = Math.round(Math.abs(skew) / 60_000);
  const span = minutes < 120 ? `${minutes} min` : plural(Math.round(minutes / 60), 'hour');
  return `${span} ${skew > 0 ? 'ahead' : 'behind'}`;
}

function verdictOn(
  gaps: readonly Gap[],
  deliveries: readonly Delivery[],
  grants: readonly Grant[],
  asked: readonly AnyRule[],
): Exit {
  const untold = deliveries.filter(({ state }) => state === 'missing').map(({ what }) => what);
  const unseen = deliveries.filter(({ state }) => state === 'unknown').length;
  const beside = unseen > 0 ? `, ${plural(unseen, 'thing')} could not be checked` : '';
  if (gaps.length + untold.length === 0) {
    return { code: 0, why: `everything that a scan needs can be read${beside}` };
  }
  const lacking = untold.length > 0 ? [`missing for changes: ${[...new Set(untold)].join(', ')}`] : [];
  if (gaps.length === 0) return { code: 4, why: `${lacking.join()}${beside}` };
  const missing = grants.reduce((sum, { permissions }) => sum + permissions.length, 0);
  const failed = gaps.filter(({ permission }) => permission === undefined).length;
  const said = [
    ...(missing > 0 ? [`${plural(missing, 'grant')} ${missing === 1 ? 'is' : 'are'} missing`] : []),
    ...(failed > 0 ? [`${plural(failed, 'read')} failed`] : []),
    `${plural(rulesWithout(gaps, asked), 'rule')} cannot be judged everywhere`,
  ];
  return { code: 4, why: [...said, ...lacking].join(', ') + beside };
}

/** What scans here judge by. */
interface Judging {
  readonly file: Settings['file'];
  readonly version: number | null;
  readonly asked: readonly AnyRule[];
  /** How far the clock is ahead of the clouds, in milliseconds; absent where none of them said the time. */
  readonly skew: number | undefined;
}

function pageOf(
  { file, version, asked, skew }: Judging,
  readings: readonly Reading[],
  deliveries: readonly Delivery[],
  grants: readonly Grant[],
  { screen }: Terminal,
): string {
  const [good, bad] = screen.unicode ? ['✔', '✘'] : ['ok', '!!'];
  const config = file === undefined ? 'no shoalwatch.yaml: the defaults' : `config ${forTerminalLine(file)} valid`;
  const sound = readings.filter(({ gaps }) => gaps.length === 0);
  const gaps = readings.flatMap((reading) => reading.gaps);
  const lines = [
    `  ${good} ${config}`,
    ...(version === null ? [] : [`  ${good} policy version ${version} is active`]),
    ...clockLines(skew, good, bad),
    ...sound.map(
      ({ target, resources }) => `  ${good} ${forTerminalLine(target.id)}   ${plural(resources.length, 'resource')}`,
    ),
    ...troubles(gaps).flatMap(([first, own]) => [
      `  ${bad} ${forTerminalLine(`${first.permission ?? first.api} on ${placesOf(own)}: ${first.reason}`)}`,
      `      why   ${forTerminalLine(redactSecrets(first.detail))}`,
      `      ${plural(rulesWithout(own, asked), 'rule')} ${rulesWithout(own, asked) === 1 ? 'stays' : 'stay'} unknown there until then`,
    ]),
    ...deliveries.flatMap((it) => deliveryLines(it, { there: good, missing: bad, unknown: '?' }[it.state])),
  ];
  const folded = lines.flatMap((line) => fold(line, screen.width, 6));
  // A command that is folded can no longer be copied.
  const mends = new Map(deliveries.flatMap(({ what, cure }) => (cure === undefined ? [] : [[cure, what] as const])));
  const steps = [...mends].flatMap(([cure, what]) => [`  fix   ${what}`, `      ${forTerminalLine(cure)}`]);
  return `${[...folded, ...steps, ...grants.flatMap(cureOf)].join('\n')}\n`;
}

/** Whole seconds are all that the clouds say of the time. */
function clockLines(skew: number | undefined, good: string, bad: string): readonly string[] {
  if (skew === undefined) return [];
  if (!isSkewed(skew)) return [`  ${good} clock skew ${Math.max(1, Math.ceil(Math.abs(skew) / 1000))} s or less`];
  return [
    `  ${bad} the clock of this machine is ${skewText(skew)} of what the clouds say`,
    '      why   they refuse what is signed some minutes away, and what ends is judged at the wrong time',
    '      fix   let a time service set it, such as: timedatectl set-ntp true',
  ];
}

function deliveryLines({ what, state, places, detail, permission }: Delivery, mark: string): readonly string[] {
  const [first = '', ...others] = places;
  const where = others.length > 0 ? `${first} and ${plural(others.length, 'more target')}` : first;
  const head = `  ${mark} ${what}   ${forTerminalLine(where)}`;
  if (state === 'there') return [head];
  const lack = permission === undefined ? '' : `   needs ${permission}`;
  return [`${head}: ${state}${forTerminalLine(lack)}`, `      why   ${forTerminalLine(redactSecrets(detail))}`];
}

const cureOf = ({ place, permissions, commands }: Grant): readonly string[] => [
  `  fix   ${forTerminalLine(place)} lacks ${forTerminalLine(permissions.join(', '))}`,
  ...commands.map((command) => `      ${forTerminalLine(command)}`),
];

/** What failed for one cause: the same right or call, for the same reason. */
function troubles(gaps: readonly Gap[]): readonly (readonly [Gap, readonly Gap[]])[] {
  const groups = Map.groupBy(gaps, ({ permission, api, reason }) => `${permission ?? api}\n${reason}`);
  return [...groups.values()].flatMap((own) => (own[0] ? [[own[0], own] as const] : []));
}

function placesOf(gaps: readonly Gap[]): string {
  const targets = [...new Set(gaps.map(({ target }) => target))];
  const more = targets.length > 1 ? ` and ${plural(targets.length - 1, 'more target')}` : '';
  return `${targets[0] ?? ''}${more}`;
}

function rulesWithout(gaps: readonly Gap[], asked: readonly AnyRule[]): number {
  const types = new Set(gaps.flatMap((gap) => gap.types));
  return asked.filter((rule) => typesNeeded(rule).some(({ name }) => types.has(name))).length;
}
