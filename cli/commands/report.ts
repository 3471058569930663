import type { Command } from 'commander';
import { plural } from '#lib/text';
import { reportOf } from '#report/model';
import { rules } from '#rules/catalog.gen';
import { end, words } from '../arguments.ts';
import { askStore, latestScan, scanById, usualStore } from '../store.ts';
import { terminal } from '../terminal.ts';
import { formats, writeReports } from './outcome.ts';

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
    .option('--store <path>', 'the store', usualStore)
    .option('--format <formats>', formats.join(', '), words(formats, 'format', '--format'), ['html'] as const)
    .option('--out <folder>', 'where they are written', 'shoalwatch-report')
    .action(async ({ store, out, scan: id, format }: Options) => {
      const scan = await askStore(store, (memory) => (id === undefined ? latestScan(memory) : scanById(memory, id)));
      const paths = await writeReports(reportOf(scan, rules), { format, out });
      await terminal().data(`${paths.join('\n')}\n`);
      end({ code: 0, why: `${plural(paths.length, 'report')} of ${scan.id}` });
    });
}
