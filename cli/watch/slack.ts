import type { ActDesk } from '#app/acts/desk';
import type { Fixes } from '#app/acts/fixes';
import type { Live } from '#app/policy/live';
import { forSlack } from '#lib/escape/slack';
import { forTerminalLine } from '#lib/escape/terminal';
import { ShoalwatchError, type Memory } from '#model';
import type { Settings } from '../settings.ts';
import { signingSecretsNeeded, slackToken } from '../slack-secrets.ts';
import type { Terminal } from '../terminal.ts';
import { clock } from '../wire.ts';

interface Input {
  readonly port: number;
  readonly settings: Settings;
  readonly memory: Memory;
  readonly live: Live;
  readonly screen: Pick<Terminal, 'note'>;
  /** Hears that a card has to be looked at. */
  readonly wake: () => void;
  /** Reads one target once more. */
  readonly read: (target: string) => void;
  readonly fixes?: Fixes | undefined;
}

/** Takes what people press and type in Slack on this machine, and does it in this process. */
export async function slackHere({ port, settings, memory, live, screen, wake, read, fixes }: Input) {
  const { slack } = settings.config;
  if (!slack) {
    throw new ShoalwatchError('usage', '--slack-port takes clicks, and no app is configured', {
      cure: 'add slack: {team: T..., app: A...} to shoalwatch.yaml',
    });
  }
  const [token, secrets] = [slackToken(), signingSecretsNeeded()];
  const [{ listenForSlack }, { answersOn }, { callOn }, { directoryOn }] = await Promise.all([
    import('./slack-listen.ts'),
    import('#notify/slack/answers'),
    import('#notify/slack/call'),
    import('#notify/slack/directory'),
  ]);
  const call = callOn({ token, url: slack.apiUrl, fetch });
  const desk: ActDesk = {
    ...{ memory, live, clock, wake, fixes, file: settings.document },
    directory: directoryOn({ call, now: clock.now }),
    ...answersOn(call, fetch),
    sweep: (target) => {
      read(target);
      return Promise.resolve(`${forSlack(target)} is read now, and nothing else. What changes is told in its channel.`);
    },
    note: (what, { name }, why) => {
      if (what === 'told' || what === 'repeated') return;
      screen.note(`  Slack, ${forTerminalLine(name)}: ${what}, ${forTerminalLine(why)}`);
    },
  };
  const origin = slack.apiUrl === undefined ? {} : { origin: new URL(slack.apiUrl).origin };
  return listenForSlack({
    ...{ port, secrets, call, desk, our: { team: slack.team, app: slack.app, ...origin } },
    note: (what, why) =>
      screen.note(`  Slack: a request was ${what === 'refused' ? 'turned away' : 'not done'}: ${forTerminalLine(why)}`),
  });
}
