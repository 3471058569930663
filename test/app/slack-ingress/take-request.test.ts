import { describe, expect, it } from 'vitest';
import { ingressOf, type Ingress, type SlackRequest } from '#app/slack-ingress/take-request';
import { parseCommand } from '#notify/slack/command';
import type { Intent } from '#notify/slack/intent';
import { parseInteraction } from '#notify/slack/interaction';
import { refusalOf } from '#notify/slack/verify';
import { signedBy, start } from '../../support/slack-office.ts';

const our = { team: 'T1', app: 'A1' };
const secret = 'secret';

function stand(more: Partial<Ingress> = {}) {
  const done: Intent[] = [];
  const refused: string[] = [];
  const failed: unknown[] = [];
  const time = { now: start };
  const take = ingressOf({
    refusal: (request) => refusalOf(request, { secrets: [secret], now: time.now }),
    interaction: (payload) => parseInteraction(payload, our),
    command: (form) => parseCommand(form, our),
    open: () => Promise.resolve('V1'),
    flaws: () => undefined,
    put: (intent) => Promise.resolve(void done.push(intent)),
    now: () => time.now,
    refused: (why) => void refused.push(why),
    failed: (error) => void failed.push(error),
    ...more,
  });
  return { take, done, refused, failed, time };
}

const typed = (text = 'status', more: Record<string, string> = {}) =>
  new URLSearchParams({
    ...{ team_id: 'T1', api_app_id: 'A1', user_id: 'U0ANA', channel_id: 'C1', trigger_id: 't' },
    ...{ command: '/shoalwatch', text, ...more },
  }).toString();

const request = (body: string, more: Partial<SlackRequest> = {}, key = secret): SlackRequest => ({
  ...{ method: 'POST', path: '/slack/commands', headers: signedBy(key, body, start) },
  ...{ body: new TextEncoder().encode(body), ...more },
});

const pressedForm = new URLSearchParams({
  payload: JSON.stringify({
    ...{ type: 'block_actions', team: { id: 'T1' }, api_app_id: 'A1', trigger_id: 't.1' },
    ...{
      user: { id: 'U0ANA', username: 'ana' },
      container: { type: 'message', channel_id: 'C1', message_ts: '1.000001' },
    },
    ...{ channel: { id: 'C1' }, actions: [{ action_id: 'assign', value: 'v1.g-1.abc', action_ts: '1.5' }] },
  }),
}).toString();

describe('the endpoint of Slack', () => {
  it('hands on what is signed, and answers 200', async () => {
    const { take, done } = stand();
    expect(await take(request(typed('open critical')))).toEqual({ status: 200 });
    expect(done).toMatchObject([{ is: 'command', words: ['open', 'critical'] }]);
  });

  it('opens the form of a button before it hands it on', async () => {
    const { take, done } = stand();
    expect(await take(request(pressedForm, { path: '/prod/slack/interactions' }))).toEqual({ status: 200 });
    expect(done).toMatchObject([{ is: 'press', act: 'assign', form: 'assign', view: 'V1' }]);
  });

  it('hands a button on also where Slack opens no form', async () => {
    const { take, done, failed } = stand({ open: () => Promise.reject(new Error('no answer')) });
    expect(await take(request(pressedForm, { path: '/slack/interactions' }))).toEqual({ status: 200 });
    expect([done.length, failed.length, 'view' in done[0]!]).toEqual([1, 1, false]);
  });

  it('takes the same bytes once', async () => {
    const { take, done, refused } = stand();
    const one = request(typed());
    expect([await take(one), await take(one)]).toEqual([{ status: 200 }, { status: 401 }]);
    expect([done.length, refused]).toEqual([1, ['It has come before.']]);
  });

  it('answers 503 where it cannot hand on, and takes the same again then', async () => {
    let works = false;
    const { take, failed } = stand({
      put: () => (works ? Promise.resolve() : Promise.reject(new Error('the queue is away'))),
    });
    const one = request(typed());
    expect(await take(one)).toEqual({ status: 503 });
    works = true;
    expect(await take(one)).toEqual({ status: 200 });
    expect(failed).toHaveLength(1);
  });

  it('answers a signed question whether somebody is there, and does nothing', async () => {
    const { take, done } = stand();
    expect(await take(request('ssl_check=1&token=x'))).toEqual({ status: 200 });
    expect(done).toEqual([]);
  });

  it.each<[string, SlackRequest, number]>([
    ['another path', request(typed(), { path: '/slack/events' }), 404],
    ['another method', request(typed(), { method: 'GET' }), 404],
    ['another key', request(typed(), {}, 'other'), 401],
    ['no headers', request(typed(), { headers: {} }), 401],
    ['a body that is no base64', request(typed(), { body: undefined }), 401],
    ['another team', request(typed('status', { team_id: 'T2' })), 401],
    ['two payloads', request('payload=%7B%7D&payload=%7B%7D', { path: '/slack/interactions' }), 401],
    ['a payload that is no JSON', request('payload=x', { path: '/slack/interactions' }), 401],
    ['no payload', request(typed(), { path: '/slack/interactions' }), 401],
  ])('refuses %s and does nothing', async (_, given, status) => {
    const { take, done } = stand();
    expect(await take(given)).toEqual({ status });
    expect(done).toEqual([]);
  });

  it('refuses bytes that are no text', async () => {
    const { take } = stand();
    const body = new Uint8Array([0xff, 0xfe]);
    const { createHmac } = await import('node:crypto');
    const time = `${start / 1000}`;
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${time}:`).update(body).digest('hex')}`;
    const headers = { 'x-slack-request-timestamp': time, 'x-slack-signature': signature };
    expect(await take(request('', { headers, body }))).toEqual({ status: 401 });
  });
});
