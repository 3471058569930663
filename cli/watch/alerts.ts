import { randomBytes } from 'node:crypto';
import { alertingOf, type Alerting } from '#app/alert/alerting';
import type { AlertDesk } from '#app/alert/desk';
import { tellOfSweep } from '#app/alert/bulletins/scan-failed';
import { targetNames } from '#app/config/target-names';
import type { Config } from '#app/config/schema';
import type { Live } from '#app/policy/live';
import { forTerminalLine } from '#lib/escape/terminal';
import type { Memory } from '#model';
import { frameworks } from '#rules/frameworks.gen';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { clock } from '../wire.ts';

/** The way to Slack of a process that watches. */
export interface Alerts extends Alerting {
  /** Tells of a sweep that failed, or that came to its end. */
  swept(error?: unknown): void;
}

interface Input {
  readonly config: Config;
  readonly memory: Memory;
  readonly live: Live;
  readonly screen: Pick<Terminal, 'note'>;
  readonly signal: AbortSignal;
  /** The bot token: it never stands in a file. */
  readonly token: string | undefined;
}

/** Tells people by Slack while the process lives. Without a token, or a policy that names a channel, nobody is told. */
export async function alertsOf({ config, memory, live, screen, signal, token }: Input): Promise<Alerts> {
  const { policy } = await live(new Date(clock.now()).toISOString());
  if (token === undefined || token === '') {
    if (policy.notify?.slack) screen.note('  nobody is told: SHOALWATCH_SLACK_TOKEN is not set');
    return nobody;
  }
  const [{ slackOn }, { render }, { plainMessage }] = await Promise.all([
    import('#notify/slack/send'),
    import('#notify/slack/render'),
    import('#notify/slack/plain-text'),
  ]);
  if (!policy.notify?.slack) screen.note('  nobody is told: notify.slack of the policy names no channel');
  const url = config.slack?.apiUrl;
  const desk: AlertDesk = {
    ...{ memory, live, clock, signal, frameworks, version, nameOf: targetNames(config) },
    zone: config.org?.timezone ?? 'UTC',
    remediates: config.remediation?.enabled === true,
    slack: slackOn({ token, ...(url !== undefined && { url }) }),
    drawing: { render, plainMessage },
    fallback: {
      tell(text) {
        for (const line of text.split('\n')) screen.note(`  ! ${forTerminalLine(line)}`);
        return Promise.resolve();
      },
    },
    key: () => randomBytes(18).toString('base64url'),
    note: (what, where, why) => {
      if (what === 'posted' || what === 'edited' || what === 'removed') return;
      screen.note(`  Slack ${where}: ${what}${why === undefined ? '' : `, ${forTerminalLine(why)}`}`);
    },
  };
  const failed = (error: unknown): void => screen.note(`  Slack could not be told: ${wordsOf(error)}`);
  const alerting = alertingOf(desk, failed);
  return {
    ...alerting,
    swept(error) {
      const failure = error === undefined ? undefined : { kind: kindOf(error), says: wordsOf(error) };
      tellOfSweep(desk, failure).then(alerting.wake, failed);
    },
  };
}

const nobody: Alerts = {
  ...{ wake: () => undefined, swept: () => undefined },
  ...{ told: () => Promise.resolve(), keepTelling: () => Promise.resolve() },
};

const wordsOf = (error: unknown): string => forTerminalLine(error instanceof Error ? error.message : String(error));

const kindOf = (error: unknown): string => (error instanceof Error ? error.name : 'failure');
