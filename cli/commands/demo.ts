import { join } from 'node:path';
import type { Command } from 'commander';
import { end } from '../arguments.ts';
import { runScan } from './scan.ts';

const estate = join(import.meta.dirname, '../../examples/estate');

/** Adds `demo`: the real engine on the sample estate, into a store of its own. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('audit the sample estate: no credentials, no cloud')
    .option('--out <folder>', 'where the HTML report is written', 'shoalwatch-report')
    .option('--wide', 'every row, nothing shortened')
    .action(async ({ out, wide }: { out: string; wide?: boolean }) => {
      const config = join(estate, '../shoalwatch.yaml');
      const store = join('.shoalwatch', 'demo');
      end(await runScan({ from: estate, config, store, out, format: ['html'], ...(wide && { wide }) }));
    });
}
