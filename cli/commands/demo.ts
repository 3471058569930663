import { join } from 'node:path';
import type { Command } from 'commander';
import { end, word } from '../arguments.ts';
import { usualStore } from '../place.ts';
import { colourChoices, type ColourChoice } from '../terminal.ts';
import { runScan } from './scan.ts';

const estate = join(import.meta.dirname, '../../examples/estate');

interface Options {
  readonly out: string;
  readonly wide?: boolean;
  readonly quiet?: boolean;
  readonly color?: ColourChoice;
}

/** Adds `demo`: the real engine on the sample estate, into a store of its own. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('audit the sample estate: no credentials, no cloud')
    .option('--out <folder>', 'where the HTML report is written', 'shoalwatch-report')
    .option('--wide', 'every row, nothing shortened')
    .option('--quiet', 'no progress')
    .option('--color <when>', `${colourChoices.join(', ')} (default: auto)`, word(colourChoices, 'choice', '--color'))
    .action(async (options: Options) => {
      const config = join(estate, '../shoalwatch.yaml');
      const store = join(usualStore, 'demo');
      end(await runScan({ ...options, from: estate, config, store, format: ['html'] }));
    });
}
