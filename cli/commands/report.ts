import type { Command } from 'commander';
import { ShoalwatchError } from '#model';
import { openEmbedded } from '#store/embedded';
import { end, words } from '../arguments.ts';
import { latestScan } from '../latest.ts';
import { terminal } from '../terminal.ts';
import { formats, writeReports } from './outcome.ts';
import { reportOf } from '#report/model';
import { rules } from '#rules/catalog.gen';

interface Options {
  readonly store: string;
  readonly out: string;
  readonly scan?: string;
  readonly format: readonly (typeof formats)[number][];
}

/** Adds `report`: the reports of a scan that the store remembers. */
export function addReport(program: Command): void {
  program
    .command('report')
    .description('write the reports of a remembered scan (default: the last one)')
    .option('--scan <id>', 'which scan')
    .option('--store <path>', 'the store', '.shoalwatch')
    .option('--format <formats>', formats.join(', '), words(formats, 'format', '--format'), ['html'] as const)
    .option('--out <folder>', 'where they are written', 'shoalwatch-report')
    .action(async ({ store, out, scan: id, format }: Options) => {
      const memory = openEmbedded(store, 'read');
      const scan = id === undefined ? await latestScan(memory) : await memory.scan(id);
      if (!scan)
        throw new ShoalwatchError('usage', `the store has no scan ${id ?? ''}`, { cure: 'shoalwatch diff --json' });
      const paths = await writeReports(reportOf(scan, rules), { format, out });
      await terminal().data(`${paths.join('\n')}\n`);
      end({ code: 0, why: `${paths.length} reports of ${scan.id}` });
    });
}
