import { join } from 'node:path';
import type { Command } from 'commander';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { rules } from '#rules/catalog.gen';
import { end, word } from '../arguments.ts';
import { usualStore } from '../place.ts';
import { openPage } from '../open-page.ts';
import { loadSettings } from '../settings.ts';
import { askStore } from '../store.ts';
import { colourChoices, terminal, type ColourChoice } from '../terminal.ts';
import { runScan } from './scan.ts';

const estate = join(import.meta.dirname, '../../examples/estate');
const config = join(estate, '../shoalwatch.yaml');
const store = join(usualStore, 'demo');

interface Options {
  readonly out: string;
  readonly wide?: boolean;
  readonly quiet?: boolean;
  readonly color?: ColourChoice;
  readonly slackPreview: boolean;
  readonly open?: boolean;
}

/** Adds `demo`: the real engine on the sample estate, into a store of its own, and its findings as Slack would show them. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('audit the sample estate: no credentials, no cloud')
    .option('--out <folder>', 'where the HTML report is written', 'shoalwatch-report')
    .option('--slack-preview', 'beside it how Slack would show the findings, as a page', true)
    .option('--no-slack-preview', 'without that page')
    .option('--open', 'open the report with what this machine opens pages with')
    .option('--wide', 'every row, nothing shortened')
    .option('--quiet', 'no progress')
    .option('--color <when>', `${colourChoices.join(', ')} (default: auto)`, word(colourChoices, 'choice', '--color'))
    .action(async ({ slackPreview, open, ...options }: Options) => {
      const exit = await runScan({ ...options, from: estate, config, store, format: ['html'] });
      if (slackPreview && exit.code === 0) await showInSlack(options);
      if (open) await openPage(join(options.out, 'report.html'), terminal(options));
      end(exit);
    });
}

/** The same findings as Slack would show them. */
async function showInSlack(options: Omit<Options, 'slackPreview' | 'open'>): Promise<void> {
  const { writeSlackPage } = await import('../slack-page.ts');
  const path = join(options.out, 'slack.html');
  const settings = await loadSettings(config, rules);
  const count = await askStore(store, (memory) => writeSlackPage(memory, settings, path));
  if (count > 0)
    await terminal(options).page(`  slack    ${forTerminalLine(path)}   (${plural(count, 'message')})\n\n`);
}
