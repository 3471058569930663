import type { Command } from 'commander';
import { activatePolicy, rollBackPolicy, takesOver, type Activated } from '#app/policy/activate';
import { settingsWithoutEffect } from '#app/policy/notes';
import { forJson } from '#lib/escape/json';
import { forTerminal, forTerminalLine } from '#lib/escape/terminal';
import { defaultPolicy, type Memory, type OverlayEntry } from '#model';
import { foldText } from '#report/fold';
import { redacted, schemaVersion } from '#report/output';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { againDocument, againLines, againSum, judgeAgain, type Again } from '../judge-again.ts';
import { personOf, withPerson } from '../person.ts';
import { expectedVersion, messageText, overlayWords, versionNumber } from '../policy/words.ts';
import { loadSettings } from '../settings.ts';
import { liveOf } from '../standing.ts';
import { placeOf, withPlace, type Place, type PlaceOptions } from '../place.ts';
import { actInStore, openMemory } from '../store.ts';
import { terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

interface Options extends PlaceOptions {
  readonly json?: boolean;
  readonly as?: string;
  readonly message?: string;
  readonly ifVersion?: number;
}

/** Adds `policy push`, `policy activate` and `policy rollback`. */
export function addPolicySwitch(policy: Command): void {
  withOptions(policy.command('push'))
    .description('keep the policy of a file as the next version')
    .argument('[file]', 'the config file', 'shoalwatch.yaml')
    .option('--activate', 'make it count at once, and judge the stored fleet by it')
    .option('--if-version <number>', 'only if this is the newest version; 0 for none', expectedVersion)
    .action(async (file: string, options: Options & { readonly activate?: boolean }) => push(file, options));
  withOptions(policy.command('activate'))
    .description('make a version count, and judge the stored fleet by it')
    .argument('<version>', 'its number', versionNumber)
    .option('--if-version <number>', 'only if this is the active version; 0 for none', expectedVersion)
    .action((version: number, options: Options) =>
      turn(options, (memory, by) => activatePolicy({ memory, rules }, version, by)),
    );
  withOptions(policy.command('rollback'))
    .description('make the version count that did before, and judge the stored fleet by it')
    .option('--if-version <number>', 'only if this is the active version', expectedVersion)
    .action((options: Options) => turn(options, (memory, by) => rollBackPolicy({ memory, rules }, by)));
}

const withOptions = (command: Command): Command =>
  withPlace(withPerson(command))
    .option('--message <text>', 'why, for the history', messageText)
    .option('--json', 'print one JSON document');

const now = (): string => new Date(clock.now()).toISOString();

const byOf = async (place: Place, { as, message, ifVersion }: Options) => ({
  ...{ author: await personOf(place, as), at: now() },
  ...(message !== undefined && { reason: message }),
  ...(ifVersion !== undefined && { ifVersion }),
});

async function push(file: string, options: Options & { readonly activate?: boolean }): Promise<void> {
  const { json, message, ifVersion, activate = false } = options;
  const place = placeOf(options);
  const settings = await loadSettings(file, rules);
  const { document, source } = settings;
  const { author, at } = await byOf(place, options);
  const memory = await openMemory(place, { access: 'act' });
  const { pushed, isNew, activated, held } = await (async () => {
    try {
      const [was] = await memory.policies.versions();
      const pushed = await memory.policies.push({
        ...{ document, source, author, at },
        ...(message !== undefined && { message }),
        ...(ifVersion !== undefined && { ifVersion }),
      });
      const held = (await memory.policies.overlay()).filter((it) => takesOver({ document, at: pushed.at }, it));
      const reason = message === undefined ? {} : { reason: message };
      const activated = activate
        ? await activatePolicy({ memory, rules }, pushed.version, { author, at, ...reason })
        : undefined;
      return { pushed, isNew: was?.version !== pushed.version, activated, held };
    } finally {
      memory.close();
    }
  })();
  const again = activated && (await judgeAgain(place, (it) => liveOf(settings, it)));
  const notes = [
    ...settingsWithoutEffect(rules, settings.document, at),
    ...(activated ? [] : held.map((it) => `${entryWords(it)} is in this version, and is dropped once it is active`)),
  ];
  const { version } = pushed;
  const head = isNew ? `policy version ${version} is pushed` : `this is policy version ${version} already`;
  const next = activate ? [] : [`it counts after shoalwatch policy activate ${version}`];
  await tell(json, { pushed, isNew, notes }, [`${head}, by ${pushed.author}`, ...notes, ...next], {
    activated,
    again,
    place,
  });
  end({ code: 0, why: activated && again ? sumOf(activated, again) : head });
}

type By = Awaited<ReturnType<typeof byOf>>;

async function turn(options: Options, act: (memory: Memory, by: By) => Promise<Activated>): Promise<void> {
  const place = placeOf(options);
  const by = await byOf(place, options);
  const activated = await actInStore(place, (memory) => act(memory, by));
  // A version is active, so that no file counts.
  const again = await judgeAgain(place, (it) => liveOf({ document: defaultPolicy }, it));
  await tell(options.json, {}, [], { activated, again, place });
  end({ code: 0, why: sumOf(activated, again) });
}

interface Told {
  readonly activated: Activated | undefined;
  readonly again: Again | undefined;
  readonly place: Place;
}

async function tell(
  json: boolean | undefined,
  document: object,
  lines: readonly string[],
  { activated, again, place }: Told,
): Promise<void> {
  const out = terminal();
  if (json) {
    const switched = activated && { ...activated };
    const all = { schemaVersion, ...document, ...switched, ...(again && againDocument(again)) };
    return out.data(`${forJson(redacted(all), 2)}\n`);
  }
  const page = [
    ...lines.map(forTerminalLine),
    ...(activated ? activatedLines(activated).map(forTerminalLine) : []),
    ...(again ? againLines(again, place) : []),
  ];
  return out.page(foldText(`${page.join('\n')}\n`, out.screen.width, 4));
}

function activatedLines({ active, dropped, restored }: Activated): readonly string[] {
  const before = active.before === null ? 'the config file counted before' : `version ${active.before} was`;
  const why = active.reason === undefined ? '' : `: ${active.reason}`;
  return [
    `policy version ${active.version} is active (${before}), by ${active.author}${why}`,
    ...dropped.map((it) => `${entryWords(it)} is in this version, and is dropped from the overlay`),
    ...restored.map((it) => `${entryWords(it)} is not in this version, and lies over it again`),
  ];
}

const entryWords = ({ id, entry, author }: OverlayEntry): string =>
  forTerminal(`overlay entry ${id} of ${author} (${overlayWords(entry)})`);

const sumOf = ({ active }: Activated, again: Again): string =>
  `policy version ${active.version} is active: ${againSum(again)}`;
