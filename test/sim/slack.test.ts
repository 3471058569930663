import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { startSlack, type SlackStandIn } from './slack/server.ts';
import { refusedMessage, refusedView } from './slack/layout.ts';
import { demoWorkspace, type Workspace } from './slack/workspace.ts';

let slack: SlackStandIn | undefined;
let now = Date.parse('2026-11-22T09:00:00Z');

afterEach(async () => {
  await slack?.close();
  slack = undefined;
});

async function stand(more: Partial<Workspace> = {}): Promise<{ slack: SlackStandIn; client: WebClient }> {
  now = Date.parse('2026-11-22T09:00:00Z');
  slack = await startSlack({ ...demoWorkspace, ...more }, { now: () => now });
  return { slack, client: clientOf(slack, demoWorkspace.token) };
}

const clientOf = ({ apiUrl }: SlackStandIn, token: string): WebClient =>
  new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 200,
  });

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'answered',
    (error: unknown) => {
      const { data, code } = error as { readonly data?: { readonly error?: string }; readonly code?: string };
      return data?.error ?? code;
    },
  );

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('the stand-in for Slack', () => {
  it('keeps a message with its edits, and forgets one that is deleted', async () => {
    const { slack, client } = await stand();
    const { ts = '', channel } = await client.chat.postMessage({
      channel: 'C0PLAT',
      text: 'one',
      blocks: [section('*one*')],
    });
    await client.chat.update({ channel: 'C0PLAT', ts, text: 'two' });
    expect(channel).toBe('C0PLAT');
    expect(slack.state.messages[0]!.versions.map(({ payload }) => payload['text'])).toEqual(['one', 'two']);
    await client.chat.delete({ channel: 'C0PLAT', ts });
    expect(await codeOf(client.chat.update({ channel: 'C0PLAT', ts, text: 'three' }))).toBe('message_not_found');
  });

  it('lets what stands be answered, and shows an answer in the channel, and nothing else', async () => {
    const { slack, client } = await stand();
    const here = { channel: 'C0PLAT', text: 'text' };
    const { ts: parent = '' } = await client.chat.postMessage(here);
    const { ts: reply = '' } = await client.chat.postMessage({ ...here, thread_ts: parent });
    expect(slack.state.messages.map(({ thread, broadcast }) => [thread, broadcast])).toEqual([
      [undefined, undefined],
      [parent, undefined],
    ]);
    expect(await codeOf(client.chat.postMessage({ ...here, channel: 'C0PAY', thread_ts: parent }))).toBe(
      'thread_not_found',
    );
    expect(await codeOf(client.chat.postMessage({ ...here, channel: 'C0PAY', thread_ts: reply }))).toBe(
      'thread_not_found',
    );
    expect(await codeOf(client.chat.update({ ...here, ts: parent, reply_broadcast: true }))).toBe(
      'cant_broadcast_message',
    );
    await client.chat.update({ ...here, ts: reply, reply_broadcast: true });
    expect(slack.state.messages[1]).toMatchObject({ thread: parent, broadcast: true });
  });

  it('has no deduplication', async () => {
    const { slack, client } = await stand();
    await client.chat.postMessage({ channel: 'C0PLAT', text: 'same' });
    await client.chat.postMessage({ channel: 'C0PLAT', text: 'same' });
    expect(slack.state.messages).toHaveLength(2);
  });

  it('takes one message a second in a channel, and a burst of one more', async () => {
    const { client } = await stand();
    const post = (channel: string) => codeOf(client.chat.postMessage({ channel, text: 'hello' }));
    const burst = [await post('C0PLAT'), await post('C0PLAT'), await post('C0PLAT'), await post('C0OPS')];
    expect(burst).toEqual(['answered', 'answered', 'slack_webapi_rate_limited_error', 'answered']);
    now += 1000;
    expect(await post('C0PLAT')).toBe('answered');
  });

  it('refuses strangers, unknown channels, and what its scopes do not hold', async () => {
    const { slack, client } = await stand({ scopes: ['chat:write'] });
    const stranger = clientOf(slack, 'xoxb-other');
    expect(await codeOf(stranger.auth.test())).toBe('invalid_auth');
    expect(await codeOf(client.chat.postMessage({ channel: 'C0NONE', text: 'x' }))).toBe('channel_not_found');
    expect(await codeOf(client.chat.postMessage({ channel: 'C0STRANGE', text: 'x' }))).toBe('not_in_channel');
    expect(await codeOf(client.users.info({ user: 'U0ANA' }))).toBe('missing_scope');
    expect(slack.state.messages).toEqual([]);
  });

  it('says who it is, with its scopes in a header', async () => {
    const { client } = await stand({ scopes: ['chat:write', 'commands'] });
    const { team_id: team, response_metadata: meta } = await client.auth.test();
    expect([team, meta?.scopes]).toEqual(['T0SHOAL', ['chat:write', 'commands']]);
  });

  it('can refuse, rate-limit, be down, and do the work without an answer', async () => {
    const { slack, client } = await stand();
    const post = () => codeOf(client.chat.postMessage({ channel: 'C0PLAT', text: 'x' }));
    slack.fail({ kind: 'error', error: 'fatal_error' });
    expect(await post()).toBe('fatal_error');
    slack.fail({ kind: 'rate-limit', retryAfter: 30 });
    expect(await post()).toBe('slack_webapi_rate_limited_error');
    slack.fail({ kind: 'down' });
    expect(await post()).toBe('slack_webapi_http_error');
    slack.fail({ kind: 'lost-answer', method: 'chat.postMessage' });
    expect(await post()).toBe('slack_webapi_request_error');
    expect(slack.state.messages).toHaveLength(1);
  });

  it('opens a modal once for a trigger, and within three seconds', async () => {
    const { slack, client } = await stand();
    const trigger = (id: string) => slack.state.triggers.set(id, { user: 'U0ANA', at: now, used: false });
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Assign' }, blocks: [] };
    trigger('a');
    expect(await codeOf(client.views.open({ trigger_id: 'a', view }))).toBe('answered');
    expect(await codeOf(client.views.open({ trigger_id: 'a', view }))).toBe('exchanged_trigger_id');
    trigger('b');
    now += 3001;
    expect(await codeOf(client.views.open({ trigger_id: 'b', view }))).toBe('expired_trigger_id');
    expect(await codeOf(client.views.open({ trigger_id: 'c', view }))).toBe('invalid_trigger_id');
  });

  it('knows people and groups, and hides addresses without the scope', async () => {
    const { client } = await stand({ scopes: ['users:read', 'usergroups:read'] });
    const { user } = await client.users.info({ user: 'U0GUEST' });
    expect([user?.is_restricted, user?.profile?.email]).toEqual([true, undefined]);
    expect((await client.usergroups.users.list({ usergroup: 'S0SRE' })).users).toEqual(['U0ANA', 'U0BEN']);
    expect(await codeOf(client.usergroups.users.list({ usergroup: 'S0NONE' }))).toBe('no_such_subteam');
  });

  it('shows its channels as a page, with text that cannot break out of it', async () => {
    const { slack, client } = await stand();
    await client.chat.postMessage({ channel: 'C0PLAT', text: '<script>alert(1)</script>' });
    const page = await (await fetch(slack.url)).text();
    expect(page).toContain('#platform');
    expect(page).not.toContain('<script>alert');
  });
});

const button = (more: object = {}) => ({
  type: 'button',
  text: { type: 'plain_text', text: 'Go' },
  action_id: 'go',
  ...more,
});
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ text: { type: 'plain_text', text: `${n}` }, value: `${n}` }));

describe('the stand-in as a process of its own', () => {
  it('says where it is, and what has to be configured', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'slack/stand-in.ts'), '--port', '0']);
    try {
      const said = await new Promise<string>((heard) =>
        child.stdout.once('data', (it: Buffer) => heard(it.toString())),
      );
      const url = /Slack stand-in: (http:\S+)/.exec(said)?.[1] ?? '';
      expect(said).toContain('slack: { team: T0SHOAL, app: A0SHOAL, apiUrl: "http://127.0.0.1:');
      expect((await fetch(url)).status).toBe(200);
    } finally {
      child.kill();
    }
  });
});

describe('layouts that Slack refuses', () => {
  it.each<[string, object, string]>([
    ['nothing at all', {}, 'no_text'],
    ['text beyond 40,000 characters', { text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['more than 50 blocks', { blocks: Array.from({ length: 51 }, () => section('x')) }, 'invalid_blocks'],
    ['a section of 3,001 characters', { blocks: [section('x'.repeat(3001))] }, 'invalid_blocks'],
    ['an empty section', { blocks: [section('')] }, 'invalid_blocks'],
    ['an unknown block', { blocks: [{ type: 'carousel' }] }, 'invalid_blocks'],
    [
      'a block id that is used twice',
      {
        blocks: [
          { ...section('x'), block_id: 'a' },
          { ...section('y'), block_id: 'a' },
        ],
      },
      'invalid_blocks',
    ],
    [
      'an overflow of six',
      { blocks: [actions({ type: 'overflow', action_id: 'o', options: options(6) })] },
      'invalid_blocks',
    ],
    [
      'a button text of 76',
      { blocks: [actions(button({ text: { type: 'plain_text', text: 'x'.repeat(76) } }))] },
      'invalid_blocks',
    ],
    [
      'a button that speaks mrkdwn',
      { blocks: [actions(button({ text: { type: 'mrkdwn', text: 'x' } }))] },
      'invalid_blocks',
    ],
    ['a button value of 2,001', { blocks: [actions(button({ value: 'x'.repeat(2001) }))] }, 'invalid_blocks'],
    ['an action id that is used twice', { blocks: [actions(button(), button())] }, 'invalid_blocks'],
    [
      'eleven fields',
      { blocks: [{ type: 'section', fields: Array.from({ length: 11 }, () => ({ type: 'mrkdwn', text: 'x' })) }] },
      'invalid_blocks',
    ],
    ['a flaw inside an attachment', { attachments: [{ color: '#B3261E', blocks: [section('')] }] }, 'invalid_blocks'],
    [
      'more than about 13,200 characters of blocks',
      { blocks: Array.from({ length: 10 }, () => section('x'.repeat(1400))) },
      'msg_blocks_too_long',
    ],
  ])('%s', (_, message, error) => {
    expect(refusedMessage({ ...message })?.error).toBe(error);
  });

  it('takes what holds every limit', () => {
    const overflow = { type: 'overflow', action_id: 'more', options: options(5) };
    const blocks = [section('x'.repeat(3000)), actions(button({ value: 'v1.g-1.abc', style: 'primary' }), overflow)];
    expect(
      refusedMessage({ text: 'x', blocks, attachments: [{ color: '#2E7D32', blocks: [section('y')] }] }),
    ).toBeUndefined();
  });

  it('refuses a modal whose title is longer than 24 characters, or whose input cannot be sent', () => {
    const title = { type: 'plain_text', text: 'x'.repeat(25) };
    const input = { type: 'input', label: { type: 'plain_text', text: 'Why' }, element: { type: 'plain_text_input' } };
    expect(refusedView({ type: 'modal', title, blocks: [] })?.messages).toHaveLength(1);
    const short = { type: 'plain_text', text: 'Why' };
    expect(refusedView({ type: 'modal', title: short, blocks: [input] })?.error).toBe('invalid_arguments');
    expect(refusedView({ type: 'modal', title: short, submit: short, blocks: [input] })).toBeUndefined();
  });
});
