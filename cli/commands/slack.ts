import type { Command } from 'commander';
import { addSlackManifest } from './slack-manifest.ts';
import { addSlackPreview } from './slack-preview.ts';
import { addSlackVerify } from './slack-verify.ts';

/** Adds `slack`: what sets the app up, and what its messages look like. */
export function addSlack(program: Command): void {
  const slack = program.command('slack').description('set the Slack app up, and look at its messages');
  addSlackPreview(slack);
  addSlackManifest(slack);
  addSlackVerify(slack);
}
