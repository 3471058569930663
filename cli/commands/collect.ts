import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import type { Exit } from '#app/exit';
import { snapshotOf } from '#engine/snapshot-id';
import { typesOf } from '#engine/ruleset';
import { canonicalJson } from '#lib/canonical';
import { plural } from '#lib/text';
import type { Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { interrupt } from '../interrupt.ts';
import { loadSettings } from '../settings.ts';
import { terminal } from '../terminal.ts';
import { clock, type CloudOptions } from '../wire.ts';
import { readClouds, withCloudOptions } from './scan.ts';

interface Options extends CloudOptions {
  readonly output: string;
  readonly config?: string;
  readonly quiet?: boolean;
}

/** Adds `collect`: a snapshot in one file, which `scan --from` judges where nobody has access. */
export function addCollect(program: Command): void {
  withCloudOptions(program.command('collect'))
    .description('read the clouds into one file for scan --from')
    .requiredOption('-o, --output <file>', 'the file to write')
    .option('--quiet', 'no progress')
    .action(async (options: Options) => end(await collect(options)));
}

async function collect(options: Options): Promise<Exit> {
  const { output } = options;
  const { config } = await loadSettings(options.config, rules);
  // A place that cannot be written to is better known before the clouds are read than after.
  await access(dirname(output), constants.W_OK);
  const stop = interrupt();
  const startedAt = new Date(clock.now()).toISOString();
  const { readings, withoutCredentials } = await readClouds(options, config, terminal(options), stop.signal);
  stop.release();
  const snapshots = readings.map((reading) => snapshotOf(reading, typesOf(rules)));
  if (snapshots.every(isUnread) && !stop.signal.aborted) return { code: 2, why: 'nothing could be read' };
  await writeFile(output, canonicalJson({ shoalwatch: 'snapshot', schemaVersion: 1, startedAt, snapshots }));
  const resources = snapshots.reduce((sum, it) => sum + it.resources.length, 0);
  if (stop.signal.aborted) return { code: 130, why: `interrupted, ${output} holds what was read so far` };
  if (withoutCredentials.length > 0) {
    return { code: 2, why: `${withoutCredentials.join(', ')} asked for by name, and no credentials were found` };
  }
  return { code: 0, why: `${output} holds ${plural(resources, 'resource')} of ${plural(snapshots.length, 'target')}` };
}

const isUnread = ({ resources, complete, gaps }: Snapshot): boolean =>
  gaps.length > 0 && resources.length === 0 && complete.length === 0;
