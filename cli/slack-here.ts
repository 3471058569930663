import type { ActDesk } from '#app/acts/desk';
import type { Fixes } from '#app/acts/fixes';
import type { Live } from '#app/live-policy';
import { forTerminalLine } from '#lib/escape/terminal';
import { ShoalwatchError, type Memory } from '#model';
import type { Settings } from './settings.ts';
import { signingSecretsNeeded, slackToken } from './slack-secrets.ts';
import type { Terminal } from './terminal.ts';
import { clock } from './wire.ts';

interface Input {
  readonly port: number;
  readonly settings: Settings;
  readonly memory: Memory;
  readonly live: Live;
  readonly screen: Pick<Terminal, 'note'>;
  /** Hears that a card has to be looked at. */
  readonly wake: () => void;
  /** Reads everything once more. */
  readonly sweep: () => void;
  readonly fixes?: Fixes | undefined;
}

/** Takes what people press and type in Slack on this machine, and does it in this process. */
export async function slackHere({ port, settings, memory, live, screen, wake, sweep, fixes }: Input) {
  const { slack } = settings.config;
  if (!slack) {
    throw new ShoalwatchError('usage', '--slack-port takes clicks, and no app is configured', {
      cure: 'add slack: {team: T..., app: A...} to shoalwatch.yaml',
    });
  }
  const [token, secrets] = [slackToken(), signingSecretsNeeded()];
  const [{ listenForSlack }, { answersOn }, { callOn }, { directoryOn }] = await Promise.all([
    import('./slack-listen.ts'),
    import('../src/notify/slack/answers.ts'),
    import('../src/notify/slack/call.ts'),
    import('../src/notify/slack/directory.ts'),
  ]);
  const call = callOn({ token, url: slack.apiUrl, fetch });
  const desk: ActDesk = {
    ...{ memory, live, clock, wake, fixes, file: settings.document },
    directory: directoryOn({ call, now: clock.now }),
    ...answersOn(call, fetch),
    sweep: (target) => {
      sweep();
      return Promise.resolve(`Everything is read now, ${target} among it.`);
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
