import { shortHash } from '#lib/hash';
import { isUserId, respondAt, strangeness } from './asked.ts';
import type { CommandIntent, Foreign, OurApp } from './intent.ts';

/** How much of a command is read. */
const longest = 500;

/**
 * Reads the form of a slash command.
 * Source: https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function parseCommand(form: URLSearchParams, our: OurApp): CommandIntent | Foreign {
  const at = (name: string): string | undefined => {
    const all = form.getAll(name);
    return all.length === 1 ? all[0] : undefined;
  };
  const [team, user, channel, trigger] = [at('team_id'), at('user_id'), at('channel_id'), at('trigger_id')];
  const why = strangeness(
    {
      app: at('api_app_id'),
      team,
      enterprise: at('enterprise_id'),
      home: undefined,
      wide: at('is_enterprise_install') === 'true',
    },
    our,
  );
  if (why !== undefined) return { is: 'foreign', why };
  if (user === undefined || !isUserId(user)) return { is: 'foreign', why: 'It does not say who asks.' };
  if (at('command') !== '/shoalwatch') return { is: 'foreign', why: 'The command is none of ours.' };
  if (channel === undefined || trigger === undefined)
    return { is: 'foreign', why: 'It does not say where it was typed.' };
  const words = (at('text') ?? '')
    .slice(0, longest)
    .split(/\s+/)
    .filter((word) => word !== '');
  return {
    ...{
      is: 'command',
      team: team ?? our.team,
      user,
      name: (at('user_name') ?? user).slice(0, 100),
      words,
      channel,
      trigger,
    },
    ...respondAt(at('response_url'), our),
    delivery: shortHash(`${user} ${trigger}`, 24),
  };
}
