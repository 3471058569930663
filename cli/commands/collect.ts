import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Option, type Command } from 'commander';
import type { Exit } from '#app/exit';
import { snapshotOf } from '#engine/snapshot-id';
import { typesOf } from '#engine/ruleset';
import { canonicalJson } from '#lib/canonical';
import { plural } from '#lib/text';
import type { Snapshot } from '#model';
import { redactions, type Redaction } from '#report/redact/words';
import { rules } from '#rules/catalog.gen';
import { end, words } from '../arguments.ts';
import { interrupt } from '../interrupt.ts';
import { veilOf } from '../report/veil.ts';
import { loadSettings } from '../settings.ts';
import { terminal } from '../terminal.ts';
import { clock, type CloudOptions } from '../wire.ts';
import { readClouds, withCloudOptions } from './scan.ts';

interface Options extends CloudOptions {
  readonly output: string;
  readonly config?: string;
  readonly quiet?: boolean;
  /** True where no kinds were named. */
  readonly redact?: readonly Redaction[] | true;
  readonly salt?: string;
}

/** Adds `collect`: a snapshot in one file, which `scan --from` judges where nobody has access. */
export function addCollect(program: Command): void {
  withCloudOptions(program.command('collect'))
    .description('read the clouds into one file for scan --from')
    .requiredOption('-o, --output <file>', 'the file to write')
    .option('--quiet', 'no progress')
    .addOption(
      new Option(
        '--redact [kinds]',
        `with pseudonyms, for whoever shall judge it without knowing it: ${redactions.join(', ')} (default: all)`,
      ).argParser(words(redactions, 'kind', '--redact')),
    )
    .option('--salt <file>', 'with --redact: the secret that the pseudonyms are made with')
    .addHelpText('after', examples)
    .action(async (options: Options) => end(await collect(options)));
}

const examples = `
Examples:
  shoalwatch collect -o snap.json --providers aws --regions eu-west-1
  shoalwatch collect -o snap.json --redact --salt redact.salt
  shoalwatch scan --from snap.json`;

async function collect(options: Options): Promise<Exit> {
  const { output, redact, salt } = options;
  const veil = await veilOf({
    ...(redact !== undefined && { redact: redact === true ? redactions : redact }),
    ...(salt !== undefined && { salt }),
  });
  const { config } = await loadSettings(options.config, rules);
  // A place that cannot be written to is better known before the clouds are read than after.
  await access(dirname(output), constants.W_OK);
  const stop = interrupt();
  const startedAt = new Date(clock.now()).toISOString();
  const { readings, withoutCredentials } = await readClouds(options, config, terminal(options), stop.signal);
  stop.release();
  const told = veil ? (await import('#report/redact/snapshot')).redactReadings(readings, veil) : readings;
  const snapshots = told.map((reading) => snapshotOf(reading, typesOf(rules)));
  if (snapshots.every(isUnread) && !stop.signal.aborted) return { code: 2, why: 'nothing could be read' };
  await writeFile(output, canonicalJson({ shoalwatch: 'snapshot', schemaVersion: 1, startedAt, snapshots }));
  const resources = snapshots.reduce((sum, it) => sum + it.resources.length, 0);
  if (stop.signal.aborted) return { code: 130, why: `interrupted, ${output} holds what was read so far` };
  if (withoutCredentials.length > 0) {
    return { code: 2, why: `${withoutCredentials.join(', ')} asked for by name, and no credentials were found` };
  }
  const held = `${output} holds ${plural(resources, 'resource')} of ${plural(snapshots.length, 'target')}`;
  return { code: 0, why: veil ? `${held}, with pseudonyms` : held };
}

const isUnread = ({ resources, complete, gaps }: Snapshot): boolean =>
  gaps.length > 0 && resources.length === 0 && complete.length === 0;
