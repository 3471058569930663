import { createHmac } from 'node:crypto';
import { isRecord, items } from './json-checks.ts';
import type { SlackState } from './workspace.ts';

/** A person presses something. */
export interface Press {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly action: string;
  /** The option that is chosen of a select or an overflow menu. */
  readonly option?: string;
}

/** A request as Slack sends it. */
export interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The signature that Slack puts on a body. Source: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signed(state: Pick<SlackState, 'workspace'>, path: string, body: string, now: number): Sent {
  const timestamp = `${Math.floor(now / 1000)}`;
  const { signingSecret } = state.workspace;
  const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
  };
  return { path, headers, body };
}

const interactive = (state: SlackState, payload: object, now: number): Sent =>
  signed(state, '/slack/interactions', new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), now);

/** What Slack sends when somebody presses a button of a message. Throws where the message has no such button. */
export function pressed(state: SlackState, press: Press, now: number): Sent {
  const { channel, ts, action, option } = press;
  const message = state.messages.find((it) => it.channel === channel && it.ts === ts);
  const payload = message?.versions.at(-1)?.payload ?? {};
  const attachments = items(payload['attachments']);
  const places = [
    { blocks: items(payload['blocks']), attachment: undefined },
    ...attachments.map((it, index) => ({ blocks: isRecord(it) ? items(it['blocks']) : [], attachment: index + 1 })),
  ];
  for (const { blocks, attachment } of places) {
    for (const block of blocks.filter(isRecord)) {
      const element = [...items(block['elements']), block['accessory']]
        .filter(isRecord)
        .find((it) => it['action_id'] === action);
      if (!element) continue;
      const chosen = items(element['options']).find((it) => isRecord(it) && it['value'] === option);
      const one = {
        type: element['type'],
        action_id: action,
        block_id: block['block_id'] ?? 'b1',
        action_ts: newTime(now),
        ...(typeof element['value'] === 'string' && { value: element['value'] }),
        ...(chosen !== undefined && { selected_option: chosen }),
      };
      const container = {
        type: attachment === undefined ? 'message' : 'message_attachment',
        message_ts: ts,
        channel_id: channel,
        ...(message?.thread !== undefined && { thread_ts: message.thread }),
        is_ephemeral: message?.ephemeralTo !== undefined,
        ...(attachment !== undefined && { attachment_id: attachment, is_app_unfurl: false }),
      };
      const where = channelOf(state, channel);
      return interactive(
        state,
        {
          ...asked(state, press.user, now, where),
          type: 'block_actions',
          container,
          message: { ts, ...payload },
          actions: [one],
        },
        now,
      );
    }
  }
  throw new Error(`no button ${action} stands on ${channel} ${ts}`);
}

/** What Slack sends when somebody sends a modal. */
export function submitted(state: SlackState, id: string, values: object, now: number): Sent {
  const found = state.views.find((it) => it.id === id);
  if (!found) throw new Error(`no modal ${id} is open`);
  const { user, hash, view } = found;
  const more = { id, hash, team_id: state.workspace.team, app_id: state.workspace.app, state: { values } };
  const { team, enterprise, api_app_id, token } = asked(state, user, now);
  const who = { id: user, username: nameOf(state, user), name: nameOf(state, user), team_id: state.workspace.team };
  return interactive(
    state,
    {
      type: 'view_submission',
      team,
      enterprise,
      user: who,
      api_app_id,
      token,
      view: { ...view, ...more },
      response_urls: [],
    },
    now,
  );
}

/** What Slack sends for `/shoalwatch text`. */
export function commanded(
  state: SlackState,
  { user, channel, text }: { readonly user: string; readonly channel: string; readonly text: string },
  now: number,
): Sent {
  const { team, app, enterprise } = state.workspace;
  const fields = {
    token: 'deprecated',
    team_id: team,
    team_domain: 'stand-in',
    ...(enterprise !== undefined && { enterprise_id: enterprise }),
    channel_id: channel,
    channel_name: channelOf(state, channel).name,
    user_id: user,
    user_name: nameOf(state, user),
    command: '/shoalwatch',
    text,
    api_app_id: app,
    is_enterprise_install: 'false',
    response_url: responseUrl(state, channel, user, now),
    trigger_id: newTrigger(state, user, now),
  };
  return signed(state, '/slack/commands', new URLSearchParams(fields).toString(), now);
}

function asked(state: SlackState, user: string, now: number, channel?: { readonly id: string; readonly name: string }) {
  const { team, app, enterprise } = state.workspace;
  return {
    team: { id: team, domain: 'stand-in', ...(enterprise !== undefined && { enterprise_id: enterprise }) },
    enterprise: enterprise === undefined ? null : { id: enterprise, name: 'stand-in' },
    user: { id: user, username: nameOf(state, user), name: nameOf(state, user), team_id: team },
    api_app_id: app,
    token: 'deprecated',
    trigger_id: newTrigger(state, user, now),
    is_enterprise_install: false,
    ...(channel && { channel, response_url: responseUrl(state, channel.id, user, now) }),
  };
}

const nameOf = ({ workspace }: SlackState, user: string): string =>
  workspace.users.find(({ id }) => id === user)?.name ?? 'somebody';

const channelOf = ({ workspace }: SlackState, id: string): { readonly id: string; readonly name: string } => ({
  id,
  name: workspace.channels.find((it) => it.id === id)?.name ?? 'privategroup',
});

const newTime = (now: number): string => (now / 1000).toFixed(6);

export function newTrigger(state: SlackState, user: string, now: number): string {
  const id = `${now}.${state.next}.trigger`;
  state.next += 1;
  state.triggers.set(id, { user, at: now, used: false });
  return id;
}

/** Filled in with the address of the server once it listens. */
export const responseOrigin = new WeakMap<SlackState, string>();

function responseUrl(state: SlackState, channel: string, user: string, now: number): string {
  const id = `R${state.next}`;
  state.next += 1;
  state.responses.set(id, { channel, user, at: now, uses: 0 });
  return `${responseOrigin.get(state) ?? 'https://hooks.slack.com'}/actions/${id}`;
}
