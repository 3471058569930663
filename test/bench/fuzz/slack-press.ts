import { nonceOf } from '#engine/people/nonce';
import { signed, type Sent } from '../../sim/slack/interactions.ts';
import { valueOf } from '#notify/slack/actions';
import type { Act } from '#notify/views';
import { channel, type Office } from '../../support/slack-office.ts';

/** A button that somebody presses, with what is wrong about it. */
export interface Press {
  readonly user?: string;
  readonly act: Act;
  readonly choice?: string;
  readonly about?: string;
  readonly nonce?: string;
  readonly ts?: string;
  readonly more?: object;
  readonly channel?: string;
}

/** Presses a button with a signature that is right. */
export function pressing(at: Office, n: number, it: Press): Sent {
  const { user = 'U0ANA', act, choice, about = '', ts = '', more = {}, channel: where = channel } = it;
  const nonce = it.nonce ?? nonceOf({ key: 'key-1', act, id: about });
  const value = valueOf({ id: about, nonce, ...(choice !== undefined && { choice }) });
  const { team, app } = at.slack.state.workspace;
  const payload = {
    ...{ type: 'block_actions', team: { id: team }, enterprise: null, api_app_id: app, trigger_id: `${n}` },
    ...{ user: { id: user, username: user, team_id: team }, channel: { id: where, name: 'c' } },
    container: { type: 'message_attachment', message_ts: ts, channel_id: where, attachment_id: 1 },
    actions: [
      {
        action_id: act,
        action_ts: `${at.time.now}.${n}`,
        ...(choice === undefined ? { value } : { selected_option: { value } }),
      },
    ],
    ...more,
  };
  return signed(
    at.slack.state,
    '/slack/interactions',
    new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    at.time.now,
  );
}

export const deliver = ({ url }: Office, { path, headers, body }: Sent): Promise<Response> =>
  fetch(`${url}${path}`, { method: 'POST', headers, body });

/** Presses a button, and answers what the app answered. */
export const press = (at: Office, n: number, it: Press): Promise<Response> => deliver(at, pressing(at, n, it));

/** A modal that is sent, with what the app would have put into it. */
export function form(
  at: Office,
  n: number,
  {
    user,
    metadata,
    values,
  }: { readonly user: string; readonly metadata: string; readonly values: Readonly<Record<string, object>> },
): Sent {
  const { team, app } = at.slack.state.workspace;
  const state = {
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { [name]: value }])),
  };
  const view = { id: `V${n}`, hash: `${at.time.now}.${n}`, app_id: app, private_metadata: metadata, state };
  const who = { id: user, username: user, team_id: team };
  const payload = { type: 'view_submission', team: { id: team }, api_app_id: app, user: who, view };
  return signed(
    at.slack.state,
    '/slack/interactions',
    new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    at.time.now,
  );
}
