import type { Command } from 'commander';
import { stringify } from 'yaml';
import { ShoalwatchError } from '#model';
import { createAppLink, features, manifestOf, type Feature } from '#notify/slack/manifest';
import { end, words } from '../arguments.ts';
import { needed } from '../onboard-options.ts';
import { terminal } from '../terminal.ts';

interface Options {
  readonly url?: string;
  readonly features: readonly Feature[];
}

/** Adds `slack manifest`: the app of an installation as YAML, and the link that makes it. */
export function addSlackManifest(slack: Command): void {
  slack
    .command('manifest')
    .description('the manifest of the app, with as few scopes as it needs')
    .option('--url <url>', 'where Slack reaches Shoalwatch: the output SlackRequestUrl of the stack', requestUrl)
    .option(
      '--features <list>',
      `what needs more scopes: ${names.join(', ')}`,
      words(names, 'feature', '--features'),
      [],
    )
    .addHelpText('after', help)
    .action(async ({ url, features: chosen }: Options) => {
      const at = needed(url, '--url', 'where Slack reaches Shoalwatch; the stack has it among its outputs');
      const manifest = manifestOf(at, chosen);
      const yaml = stringify(manifest, { lineWidth: 0 });
      const out = terminal();
      await out.data(yaml);
      out.note(`It may ${manifest.oauth_config.scopes.bot.join(', ')}, and cannot read messages.`);
      out.note('Create the app with it:');
      process.stderr.write(`${createAppLink(yaml)}\n`);
      end({ code: 0, why: 'install the app, then put its token and signing secret into the two secrets' });
    });
}

const names: readonly Feature[] = ['users', 'groups', 'files', 'dm', 'public'];

const help = `
Features:
${names.map((name) => `  ${name.padEnd(7)} ${features[name].says}`).join('\n')}

Example:
  shoalwatch slack manifest --url https://abc123.execute-api.eu-west-1.amazonaws.com --features groups,users`;

function requestUrl(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && url.search === '' && url.hash === '' && url.username === '') return url.href;
  throw new ShoalwatchError('usage', `--url "${text}" is no address that Slack can call: https, without a query`);
}
