import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { snapshotOf } from '#engine/snapshot-id';
import { typesOf } from '#engine/ruleset';
import { canonicalJson } from '#lib/canonical';
import { rules } from '#rules/catalog.gen';
import { end } from '../arguments.ts';
import { loadSettings } from '../settings.ts';
import { terminal } from '../terminal.ts';
import { clock, interrupt } from '../wire.ts';
import { readClouds, withCloudOptions, type ScanOptions } from './scan.ts';

/** Adds `collect`: a snapshot in one file, which `scan --from` judges where nobody has access. */
export function addCollect(program: Command): void {
  withCloudOptions(program.command('collect'))
    .description('read the clouds into one file for scan --from')
    .requiredOption('-o, --output <file>', 'the file to write')
    .option('--quiet', 'no progress')
    .action(async (options: ScanOptions & { output: string }) => {
      const screen = terminal(options);
      const { config } = await loadSettings(options.config, rules);
      const stop = interrupt();
      const startedAt = new Date(clock.now()).toISOString();
      const readings = await readClouds(options, config, screen, stop.signal);
      stop.release();
      const snapshots = readings.map((reading) => snapshotOf(reading, typesOf(rules)));
      await writeFile(
        options.output,
        canonicalJson({ shoalwatch: 'snapshot', schemaVersion: 1, startedAt, snapshots }),
      );
      const resources = snapshots.reduce((sum, it) => sum + it.resources.length, 0);
      if (stop.signal.aborted) end({ code: 130, why: `interrupted; ${options.output} holds what was read so far` });
      else if (snapshots.length === 0) end({ code: 2, why: 'nothing could be read' });
      else end({ code: 0, why: `${options.output} holds ${resources} resources of ${snapshots.length} targets` });
    });
}
