import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { forTerminal } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { makeFolder } from '#store/drivers/make-folder';
import { plainText } from '#notify/slack/plain-text';
import { everything, people } from '#notify/slack/preview/everything';
import { renderPreview } from '#notify/slack/preview/page';
import { samples } from '#notify/slack/samples/samples';
import { end } from '../arguments.ts';
import { terminal } from '../terminal.ts';

interface Options {
  readonly out: string;
  readonly text?: boolean;
}

/** Adds `slack preview`: every message in every state, from sample facts. No Slack is asked. */
export function addSlackPreview(slack: Command): void {
  slack
    .command('preview')
    .description('every message in every state as a local page; Slack is not asked')
    .option('--out <file>', 'the page to write', 'shoalwatch-report/slack.html')
    .option('--text', 'print the messages as text instead')
    .addHelpText('after', '\nExample:\n  shoalwatch slack preview --out slack.html')
    .action(async ({ out, text }: Options) => {
      const count = plural(samples.length, 'message');
      if (text) {
        const all = samples.map(([name, view]) => `# ${name}\n${forTerminal(plainText(view))}\n`);
        await terminal().page(all.join('\n'));
        end({ code: 0, why: count });
        return;
      }
      makeFolder(dirname(out));
      await writeFile(
        out,
        renderPreview(everything(), { says: 'Every message in every state, drawn from sample facts.', people }),
      );
      end({ code: 0, why: `${out} shows ${count}` });
    });
}
