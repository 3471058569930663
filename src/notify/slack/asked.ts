import type { Asker, Foreign, OurApp } from './intent.ts';
import { textIn, valueIn } from './payload.ts';

/** Who sent a payload of an interaction, with the trigger that came along; or why it is a stranger. */
export function askedBy(payload: unknown, our: OurApp): (Asker & { readonly trigger?: string }) | Foreign {
  const user = textIn(payload, 'user', 'id');
  const restricted = isGuest(payload);
  const trigger = textIn(payload, 'trigger_id');
  const why = strangeness(
    {
      app: textIn(payload, 'api_app_id'),
      team: textIn(payload, 'team', 'id'),
      enterprise: textIn(payload, 'enterprise', 'id') ?? textIn(payload, 'team', 'enterprise_id'),
      home: textIn(payload, 'user', 'team_id'),
      wide: valueIn(payload, 'is_enterprise_install') === true,
    },
    our,
  );
  if (why !== undefined) return { is: 'foreign', why };
  if (user === undefined || !isUserId(user)) return { is: 'foreign', why: 'It does not say who asks.' };
  if (restricted) return { is: 'foreign', why: 'A guest of the workspace asks.' };
  const name = textIn(payload, 'user', 'username') ?? textIn(payload, 'user', 'name') ?? user;
  const team = textIn(payload, 'team', 'id') ?? our.team;
  return { team, user, name: name.slice(0, 100), ...(trigger !== undefined && { trigger }) };
}

/** What a request says of the workspace and the app that it is of. */
export interface Origin {
  readonly app: string | undefined;
  readonly team: string | undefined;
  readonly enterprise: string | undefined;
  /** The workspace of the person: another one for people of a shared channel. */
  readonly home: string | undefined;
  /** Whether the app is installed for a whole organisation. */
  readonly wide: boolean;
}

/** Why a request is of somebody else; undefined when it is ours. */
export function strangeness({ app, team, enterprise, home, wide }: Origin, our: OurApp): string | undefined {
  if (app !== our.app) return 'It is of another app.';
  if (our.team.startsWith('E')) {
    return enterprise === our.team ? undefined : 'It is of another organisation.';
  }
  if (team !== our.team) return 'It is of another workspace.';
  if (wide) return 'The app is installed for a whole organisation, and a workspace is configured.';
  if (home !== undefined && home !== our.team) return 'Who asks is of another workspace.';
  return undefined;
}

export const isUserId = (text: string): boolean => /^[UW][A-Z0-9]{2,20}$/.test(text);

const isGuest = (payload: unknown): boolean =>
  valueIn(payload, 'user', 'is_restricted') === true || valueIn(payload, 'user', 'is_ultra_restricted') === true;

/** Answers go to Slack or to the configured stand-in, wherever else a payload would like to have them. */
export function respondAt(url: string | undefined, { origin }: OurApp): { readonly respond?: string } {
  if (url === undefined || url.length > 2000 || !URL.canParse(url)) return {};
  const to = new URL(url);
  const isSlack = to.origin === 'https://hooks.slack.com';
  return (isSlack || (origin !== undefined && to.origin === origin)) && to.username === '' ? { respond: url } : {};
}
