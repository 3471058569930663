import type { Command } from 'commander';
import { overlayEntryOf, type Laying } from '#app/config/overlay-entry';
import type { Live } from '#app/policy/live';
import { holds, isLaid } from '#engine/effective-policy';
import { canonicalJson } from '#lib/canonical';
import { forJson } from '#lib/escape/json';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import {
  severities,
  ShoalwatchError,
  type Memory,
  type OverlayEntry,
  type OverlaySetting,
  type Severity,
} from '#model';
import { foldText } from '#report/fold';
import { redacted, schemaVersion } from '#report/output';
import { tableIn } from '#report/stack';
import { rules } from '#rules/catalog.gen';
import { end, word } from '../arguments.ts';
import { againDocument, againLines, againSum, judgeAgain } from '../judge-again.ts';
import {
  allowed,
  allowKinds,
  denied,
  denyKinds,
  parameter,
  type AllowKind,
  type DenyKind,
} from '../policy/overlay-kinds.ts';
import { personOf, withPerson } from '../person.ts';
import { overlayWords } from '../policy/words.ts';
import { loadSettings } from '../settings.ts';
import { liveOf } from '../standing.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { actInStore, askStore, openMemory } from '../store.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

interface Options extends PlaceOptions {
  readonly json?: boolean;
  readonly as?: string;
  readonly reason: string;
  readonly until?: string;
  readonly config?: string;
}

interface DenyOptions extends Options {
  readonly versions?: string;
  readonly provider?: string;
}

interface SetOptions extends Options {
  readonly on?: boolean;
  readonly off?: boolean;
  readonly severity?: Severity;
  readonly param?: Readonly<Record<string, unknown>>;
}

/** Adds what lays entries over the policy, lists them and lifts them. */
export function addPolicyOverlay(policy: Command): void {
  laying(policy.command('deny'))
    .description('deny a component at once, over whatever version is active')
    .argument('<kind>', denyKinds.join(', '), word(denyKinds, 'kind', 'policy deny'))
    .argument('<id>', 'its id, digest, package URL, name or version range')
    .option('--versions <range>', 'of a package or an add-on: which, such as "<2.17.1"')
    .option('--provider <name>', 'of a Kubernetes version: eks, aks or gke (default: all)')
    .action((kind: DenyKind, id: string, options: DenyOptions) => lay(denied(kind, id, options), options));
  laying(policy.command('allow'))
    .description('allow a component at once, over whatever version is active')
    .argument('<kind>', allowKinds.join(', '), word(allowKinds, 'kind', 'policy allow'))
    .argument('<id>', 'its id or name')
    .action((kind: AllowKind, id: string, options: Options) => lay(allowed(kind, id), options));
  laying(policy.command('set'))
    .description('set a rule at once, over whatever version is active')
    .argument('<rule>', 'its id')
    .option('--on', 'judge by it')
    .option('--off', 'do not judge by it')
    .option('--severity <name>', severities.join(', '), word(severities, 'severity', '--severity'))
    .option('--param <name=value>', 'a parameter, its value as YAML; may be given several times', parameter)
    .action((rule: string, options: SetOptions) => lay({ is: 'rule', rule, setting: settingOf(options) }, options));
  withPlace(withPerson(policy.command('lift')))
    .description('take an entry away that was laid over the policy')
    .argument('<entry>', 'its id, o-...')
    .requiredOption('--reason <text>', 'why')
    .option('--config <file>', 'the config file (default: shoalwatch.yaml, where there is one)')
    .option('--json', 'print one JSON document')
    .action(lift);
  withPlace(policy.command('overlay'))
    .description('what was laid over the policy by hand')
    .option('--json', 'print one JSON document')
    .action(list);
}

const laying = (command: Command): Command =>
  withPlace(withPerson(command))
    .requiredOption('--reason <text>', 'why')
    .option('--until <date>', 'it ends then by itself')
    .option('--config <file>', 'the config file (default: shoalwatch.yaml, where there is one)')
    .option('--json', 'print one JSON document');

const now = (): string => new Date(clock.now()).toISOString();

function settingOf({ on, off, severity, param }: SetOptions) {
  if (on && off) throw new ShoalwatchError('usage', 'a rule is on or off: --on and --off were both given');
  if (!on && !off && severity === undefined && !param) {
    throw new ShoalwatchError('usage', 'nothing is set', { cure: 'add --off, --on, --severity or --param' });
  }
  return {
    ...((on || off) && { enabled: on === true }),
    ...(severity !== undefined && { severity }),
    ...(param && { params: param }),
  };
}

async function lay(entry: OverlaySetting, options: Options): Promise<void> {
  const { reason, until } = options;
  const place = placeOf(options);
  const settings = await loadSettings(options.config, rules);
  const terms = { author: await personOf(place, options.as), at: now(), reason, ...(until !== undefined && { until }) };
  const memory = await openMemory(place, { access: 'act' });
  const laid = await layIn(memory, { entry, ...terms }, liveOf(settings, memory)).finally(() => memory.close());
  const what = overlayWords(laid.entry);
  const ends = laid.until === undefined ? '' : `, until ${formatTime(laid.until)}`;
  await tell(laid, `${laid.id} is laid over the policy by ${laid.author}: ${what}${ends}`, {
    ...options,
    settings,
  });
}

async function layIn(memory: Memory, laying: Laying, live: Live): Promise<OverlayEntry> {
  const { rules: standing } = await live(laying.at);
  const laid = overlayEntryOf(laying, standing);
  await refuseTwice(memory, laid);
  await memory.policies.lay(laid);
  return laid;
}

/** An entry that says what stands already would only hide who said it first. */
async function refuseTwice({ policies }: Memory, laid: OverlayEntry): Promise<void> {
  const twin = (await policies.overlay()).find(
    (it) => isLaid(it, laid.at) && canonicalJson(it.entry) === canonicalJson(laid.entry),
  );
  if (twin) {
    throw new ShoalwatchError('usage', `${twin.id} of ${twin.author} says so already: ${twin.reason}`, {
      cure: `shoalwatch policy lift ${twin.id}, and lay it anew`,
    });
  }
  const active = await policies.active();
  const pushed = active && (await policies.version(active.version));
  const { until: _, ...lasting } = laid;
  if (!pushed || !(holds(pushed.document, laid) || holds(pushed.document, lasting))) return;
  throw new ShoalwatchError('usage', `policy version ${pushed.version} says so already: ${overlayWords(laid.entry)}`);
}

async function lift(id: string, options: Options): Promise<void> {
  const { reason, as } = options;
  const place = placeOf(options);
  const settings = await loadSettings(options.config, rules);
  const by = { author: await personOf(place, as), at: now(), reason };
  const lifted = await actInStore(place, ({ policies }) => policies.lift(id, by));
  await tell(lifted, `${id} is lifted by ${by.author}: ${overlayWords(lifted.entry)}`, { ...options, settings });
}

async function tell(
  entry: OverlayEntry,
  head: string,
  { json, settings, ...options }: Options & { readonly settings: Parameters<typeof liveOf>[0] },
): Promise<void> {
  const place = placeOf(options);
  const again = await judgeAgain(place, (memory) => liveOf(settings, memory));
  const out = terminal();
  const lines = [forTerminalLine(head), ...againLines(again, place)];
  await (json
    ? out.data(`${forJson(redacted({ schemaVersion, entry, ...againDocument(again) }), 2)}\n`)
    : out.page(foldText(`${lines.join('\n')}\n`, out.screen.width, 4)));
  end({ code: 0, why: `${entry.id}: ${againSum(again)}` });
}

async function list({ json, ...options }: PlaceOptions & Pick<Options, 'json'>): Promise<void> {
  const at = now();
  const laid = await askStore(placeOf(options), ({ policies }) => policies.overlay());
  const entries = laid.map((it) => ({ ...it, running: isLaid(it, at) }));
  const out = terminal();
  if (json) await out.data(`${forJson(redacted({ schemaVersion, entries }), 2)}\n`);
  else if (entries.length > 0) {
    const columns = [
      ...[{ head: 'ENTRY' }, { head: 'WHAT', shrink: 'wrap' as const, least: 12 }, { head: 'BY' }, { head: 'SINCE' }],
      ...[{ head: 'UNTIL' }, { head: 'WHY', shrink: 'wrap' as const, least: 12 }],
    ];
    const rows = entries.map(({ id, entry, author, at: since, until, reason, running }) => {
      const ends = until === undefined ? '' : `${formatTime(until)}${running ? '' : ' (ended)'}`;
      return [id, overlayWords(entry), author, formatTime(since), ends, reason].map(forTerminalLine);
    });
    await out.page(`${tableIn(columns, rows, out.screen.width).join('\n')}\n`);
  }
  end({
    code: 0,
    why: `${plural(entries.filter(({ running }) => running).length, 'entry', 'entries')} over the policy`,
  });
}
