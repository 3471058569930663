import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { Config } from '#app/config/schema';
import type { Exit } from '#app/exit';
import { hmacHex } from '#lib/hmac';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import { ShoalwatchError, type Policy } from '#model';
import { foldText } from '#report/fold';
import { rules } from '#rules/catalog.gen';
import { callOn } from '#notify/slack/call';
import { channelFault, channelsIn, checkChannel, checkRequestUrl, checkToken, type Checked } from '#notify/slack/check';
import { render } from '#notify/slack/render';
import { slackOn } from '#notify/slack/send';
import type { TestView } from '#notify/views';
import { end } from '../arguments.ts';
import { personOf, withPerson } from '../person.ts';
import { placeOf, usualStore } from '../place.ts';
import { loadSettings, type Settings } from '../settings.ts';
import { signingSecrets, slackToken } from '../slack-secrets.ts';
import { standingIn } from '../standing.ts';
import { terminal, type Terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

interface Options {
  readonly config?: string;
  readonly store: string;
  readonly channel?: string;
  readonly url?: string;
  readonly as?: string;
}

/** Adds `slack verify`: says what of the app works, and what cures the rest. */
export function addSlackVerify(slack: Command): void {
  withPerson(slack.command('verify'))
    .description('check the token, its scopes, the channels and the request URL, and post a test card')
    .option('--channel <id>', 'where the test card goes (default: notify.slack.default)')
    .option('--url <url>', 'where Slack sends clicks to: the output SlackRequestUrl of the stack')
    .option('--config <file>', 'the config (default: shoalwatch.yaml, where it is there)')
    .option('--store <path>', 'the store whose policy counts, where there is one', usualStore)
    .addHelpText('after', help)
    .action(async (options: Options) => end(await verify(options)));
}

const help = `
Environment:
  SHOALWATCH_SLACK_TOKEN           the bot token of the app
  SHOALWATCH_SLACK_SIGNING_SECRET  its signing secret, for --url

Example:
  shoalwatch slack verify --channel C0ONCALL --url https://abc123.execute-api.eu-west-1.amazonaws.com`;

/** For how long Slack is waited for, in milliseconds. */
const mostPatience = 10_000;

async function verify(options: Options): Promise<Exit> {
  const out = terminal();
  const settings = await loadSettings(options.config, rules);
  const { policy } = await standingIn(options.store, settings);
  const channel = options.channel ?? policy.notify?.slack?.default;
  if (channel === undefined) {
    throw new ShoalwatchError('usage', 'no channel is named', { cure: 'use --channel, or set notify.slack.default' });
  }
  const token = slackToken();
  const url = settings.config.slack?.apiUrl;
  const call = callOn({ token, url, fetch, patience: mostPatience });
  const about = await checkToken(call, { team: settings.config.slack?.team, access: policy.access ?? {} }).catch(
    unreachable,
  );
  // Slack knows the token where it says more than that it does not.
  const isKnown = about.some(({ ok }) => ok);
  const found = [
    ...about,
    ...(isKnown ? await channelChecks(call, othersIn(policy, settings.config, channel)) : []),
    ...(await requestUrlChecks(options)),
  ];
  const card = isKnown ? await testCard(options, { token, settings, channel, found }) : [];
  const all = [...found, ...card];
  await out.page(pageOf(all, out));
  const wrong = all.filter(({ ok }) => !ok).length;
  return wrong === 0
    ? { code: 0, why: `everything works: look at the test card in ${channel}` }
    : { code: 4, why: `${plural(wrong, 'thing')} of ${all.length} ${wrong === 1 ? 'does' : 'do'} not work` };
}

const unreachable = (error: unknown): readonly Checked[] => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = cause instanceof Error ? cause.message : String(cause);
  return [
    {
      says: `Slack cannot be reached: ${why}`,
      ok: false,
      cure: 'see that slack.com can be reached from here, or slack.apiUrl where it is set',
    },
  ];
};

/** Channels that hear of findings, or of reports, besides that of the test card. */
function othersIn(policy: Policy, { reports = [] }: Config, channel: string): readonly string[] {
  const named = [
    ...channelsIn(policy.notify, policy.owners),
    ...reports.flatMap(({ deliver }) => deliver?.slack ?? []),
  ];
  return [...new Set(named)].filter((it) => it !== channel);
}

/** Other channels than that of the test card, as far as the app may ask. */
async function channelChecks(call: ReturnType<typeof callOn>, others: readonly string[]): Promise<readonly Checked[]> {
  const checks = await Promise.all(others.map((it) => checkChannel(call, it)));
  return checks.filter((it) => it !== undefined);
}

async function requestUrlChecks({ url }: Options): Promise<readonly Checked[]> {
  if (url === undefined) return [];
  const [secret] = signingSecrets();
  if (secret === undefined) {
    const says = 'SHOALWATCH_SLACK_SIGNING_SECRET is not set: nothing can be signed';
    return [{ says, ok: false, cure: 'set it to the signing secret of the app (Basic Information, App Credentials)' }];
  }
  const sign = (body: string): Readonly<Record<string, string>> => {
    const time = `${Math.floor(clock.now() / 1000)}`;
    return { 'x-slack-request-timestamp': time, 'x-slack-signature': `v0=${hmacHex(secret, `v0:${time}:${body}`)}` };
  };
  return checkRequestUrl({ url, id: randomUUID(), sign, fetch });
}

interface Card {
  readonly token: string;
  readonly settings: Settings;
  readonly channel: string;
  readonly found: readonly Checked[];
}

async function testCard(options: Options, { token, settings, channel, found }: Card): Promise<readonly Checked[]> {
  const { apiUrl } = settings.config.slack ?? {};
  const view: TestView = {
    ...{ is: 'test', id: 'test', render: 1, may: [], style: { buttons: true, detail: 'full' } },
    ...{ by: await personOf(placeOf(options), options.as), at: new Date(clock.now()).toISOString() },
    ...{ from: settings.file ?? 'the command line', checks: found.map(({ says, ok }) => ({ says, ok })) },
  };
  const slack = slackOn({ token, url: apiUrl });
  const message = render(view, () => '');
  let sent = await slack.post(channel, message);
  // One message a second in a channel: where others are told meanwhile, the card waits for its turn.
  for (let turn = 0; turn < 5 && sent.is === 'later' && sent.after <= mostPatience; turn += 1) {
    await clock.sleep(sent.after);
    sent = await slack.post(channel, message);
  }
  if (sent.is === 'sent') return [{ says: `the test card stands in ${channel}`, ok: true }];
  return [channelFault(channel, sent.is === 'later' ? 'ratelimited' : sent.why)];
}

function pageOf(checks: readonly Checked[], { screen }: Terminal): string {
  const [good, bad] = screen.unicode ? ['✔', '✘'] : ['ok', '!!'];
  const lines = checks.flatMap(({ says, ok, cure }) => [
    `  ${ok ? good : bad} ${forTerminalLine(says)}`,
    ...(cure === undefined ? [] : [`      fix   ${forTerminalLine(cure)}`]),
  ]);
  return foldText(`${lines.join('\n')}\n`, screen.width, 6);
}
