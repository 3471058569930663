import { groupsIn, namesEmails } from '#engine/people/access';
import type { Access, Notify, Owner } from '#model';
import type { Call } from './call.ts';
import { textIn, valueIn } from './payload.ts';

/** One thing that was tried, and what cures it where it does not work. */
export interface Checked {
  readonly says: string;
  readonly ok: boolean;
  readonly cure?: string;
}

const good = (says: string): Checked => ({ says, ok: true });
const bad = (says: string, cure: string): Checked => ({ says, ok: false, cure });

/** What the app has to be, and to be allowed. */
export interface Wanted {
  /** As `slack.team` of the config has it. */
  readonly team: string | undefined;
  readonly access: Access;
}

/** Whose token it is, and whether the app may do what the policy needs. Nothing follows where Slack does not know the token. */
export async function checkToken(call: Call, { team, access }: Wanted): Promise<readonly Checked[]> {
  const who = await call('auth.test', {});
  if (!who.ok) return [bad(`Slack refuses the token: ${who.error}`, tokenCures[who.error] ?? usualCure)];
  const found = textIn(who.data, 'team_id') ?? 'no workspace';
  const enterprise = textIn(who.data, 'enterprise_id');
  const name = textIn(who.data, 'team') ?? found;
  const isOurs = team === undefined || team === found || team === enterprise;
  const isUser = textIn(who.data, 'bot_id') === undefined;
  return [
    isOurs
      ? good(`the token is of the workspace ${name} (${found})`)
      : bad(
          `the token is of the workspace ${found}, and slack.team is ${team}`,
          `set slack.team to ${found}, or use a token of ${team}`,
        ),
    ...(team === undefined
      ? [
          bad(
            'slack.team and slack.app are not set',
            `add slack: {team: ${found}, app: A...} to shoalwatch.yaml: clicks are refused without`,
          ),
        ]
      : []),
    ...(isUser ? [bad('it is the token of a person', 'use the bot token, which begins with xoxb-')] : []),
    ...scopesFor(access)
      .map(({ scope, why, must }) => scopeCheck(who.scopes, { scope, why, must }))
      .filter((it) => it !== undefined),
  ];
}

const usualCure = 'install the app to the workspace, and set SHOALWATCH_SLACK_TOKEN to its bot token';

const tokenCures: Readonly<Record<string, string>> = {
  account_inactive: 'the app was removed from the workspace: install it again',
  token_revoked: 'install the app again, and use its new token',
  token_expired: 'turn token rotation off in the manifest, and install the app again',
  ratelimited: 'wait a minute, and ask once more',
};

interface Scope {
  readonly scope: string;
  readonly why: string;
  readonly must: boolean;
}

/** What the app has to be allowed, for what the policy says. */
function scopesFor(access: Access): readonly Scope[] {
  const emails = namesEmails(access);
  return [
    { scope: 'chat:write', why: 'nothing can be posted', must: true },
    { scope: 'commands', why: '/shoalwatch does nothing', must: true },
    { scope: 'usergroups:read', why: 'roles that name user groups let nobody in', must: groupsIn(access).length > 0 },
    { scope: 'users:read', why: 'guests and people who left cannot be told from others', must: emails },
    { scope: 'users:read.email', why: 'roles that name e-mail addresses let nobody in', must: emails },
  ];
}

function scopeCheck(has: readonly string[], { scope, why, must }: Scope): Checked | undefined {
  if (has.includes(scope)) return good(`scope ${scope}`);
  return must
    ? bad(`the scope ${scope} is missing: ${why}`, `add ${scope} to the manifest, and install the app again`)
    : undefined;
}

/** The channels that a policy names, each once. */
export function channelsIn(notify: Notify | undefined, owners: readonly Owner[] = []): readonly string[] {
  const { slack } = notify ?? {};
  const named = [
    slack?.default,
    slack?.operations,
    ...(slack?.routes ?? []).map((it) => it.channel),
    ...owners.map((it) => it.channel),
  ];
  return [...new Set(named.filter((it) => it !== undefined))];
}

/** Whether the app may post in a channel, as far as it may ask; undefined where it may not. */
export async function checkChannel(call: Call, channel: string): Promise<Checked | undefined> {
  const answer = await call('conversations.info', { channel });
  if (!answer.ok) return answer.error === 'missing_scope' ? undefined : channelFault(channel, answer.error);
  const is = (name: string): boolean => valueIn(answer.data, 'channel', name) === true;
  if (is('is_archived')) return channelFault(channel, 'is_archived');
  return is('is_member') ? good(`the app is in ${channel}`) : channelFault(channel, 'not_in_channel');
}

/** Why a channel cannot be told, and what cures it. */
export function channelFault(channel: string, error: string): Checked {
  const cures: Readonly<Record<string, string>> = {
    not_in_channel: `in ${channel}, type: /invite @shoalwatch`,
    channel_not_found: `look up the id of the channel (its details, at the bottom): ${channel} is none that the app can see`,
    is_archived: `name another channel than ${channel} in notify.slack`,
    restricted_action: `let apps post in ${channel}: its posting permissions keep them out`,
    missing_scope: 'add chat:write to the manifest, and install the app again',
  };
  return bad(
    `${channel} cannot be told: ${error}`,
    cures[error] ?? 'see https://docs.slack.dev/reference/methods/chat.postMessage',
  );
}

export interface Ping {
  readonly url: string;
  /** Of this check alone. */
  readonly id: string;
  /** The headers that sign a body. */
  readonly sign: (body: string) => Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
  readonly patience?: number;
}

/** Whether Shoalwatch answers where Slack sends clicks to: what is signed with 200, and what is not with 401. */
export async function checkRequestUrl({
  url,
  id,
  sign,
  fetch: send,
  patience = 3_000,
}: Ping): Promise<readonly Checked[]> {
  const to = `${url.replace(/\/+$/, '')}/slack/commands`;
  // The same bytes in the same second would be refused as a request that came before.
  const body = `ssl_check=1&id=${id}`;
  const ask = async (headers: Readonly<Record<string, string>>): Promise<number | string> =>
    send(to, {
      ...{ method: 'POST', body, redirect: 'error' },
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      signal: AbortSignal.timeout(patience),
    }).then(
      ({ status }) => status,
      (error: unknown) => reasonOf(error),
    );
  const [signed, unsigned] = [await ask(sign(body)), await ask({})];
  if (typeof signed === 'string')
    return [
      bad(
        `${to} does not answer: ${signed}`,
        'see that the stack is deployed, and that the URL is its SlackRequestUrl',
      ),
    ];
  return [
    signed === 200
      ? good(`${to} takes what is signed`)
      : bad(
          `${to} answers a signed request with ${signed}`,
          signed === 401
            ? 'the endpoint knows another signing secret: put that of the app (Basic Information) in both places'
            : 'see that the URL is the SlackRequestUrl of the stack',
        ),
    unsigned === 401
      ? good(`${to} refuses what is not signed`)
      : bad(
          `${to} answers an unsigned request with ${unsigned}`,
          'something else answers there: see that the URL is the SlackRequestUrl of the stack',
        ),
  ];
}

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
};
