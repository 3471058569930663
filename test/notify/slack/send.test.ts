import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackOn } from '#notify/slack/send';

let server: Server;
let answer: (response: ServerResponse) => void;
const message = { text: 'Door a is open.', blocks: [], attachments: [] };

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const post = (body: string, { status = 200, type = 'application/json' } = {}) => {
  answer = (response) => response.writeHead(status, { 'content-type': type }).end(body);
  const { port } = server.address() as AddressInfo;
  return slackOn({ token: 'xoxb-1', url: `http://127.0.0.1:${port}/api/`, patience: 2_000 }).post('C0', message);
};

const refusing = (error: string) => post(JSON.stringify({ ok: false, error }));

describe('what Slack answers', () => {
  it('with a time is sent', async () => {
    expect(await post('{"ok":true,"channel":"C0","ts":"1.2"}')).toEqual({ is: 'sent', channel: 'C0', ts: '1.2' });
  });
  it('without saying where the message stands is no answer', async () => {
    expect(await post('{"ok":true}')).toEqual({ is: 'unanswered', why: 'it does not say where the message stands' });
  });
  it('as a page of somebody in between is no answer, and little of it is kept', async () => {
    const page = `<html>${'Please sign in. '.repeat(10_000)}</html>`;
    const sent = await post(page, { type: 'text/html' });
    expect(sent.is).toBe('unanswered');
    expect('why' in sent && sent.why).toMatch(/^no answer of Slack: <html>Please/);
    expect(JSON.stringify(sent).length).toBeLessThan(300);
  });
  it.each(['null', '[]', '"ok"', '{"ok":false}', '{"ok":false,"error":{}}', ''])('as %s is no answer', async (body) => {
    expect(await post(body)).toMatchObject({ is: 'unanswered' });
  });
  it('as too many calls without saying for how long is waited for', async () => {
    expect(await post('', { status: 429 })).toEqual({ is: 'later', after: 30_000 });
  });
  it.each([500, 502, 503, 504])('as HTTP %i may have been taken', async (status) => {
    expect(await post('<html></html>', { status })).toEqual({ is: 'unanswered', why: `HTTP ${status}` });
  });
  it.each([401, 403, 404, 413])('as HTTP %i was not taken', async (status) => {
    expect(await post('<html></html>', { status })).toEqual({ is: 'down', why: `HTTP ${status}` });
  });
});

describe('a refusal', () => {
  it.each(['channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action_read_only_channel'])(
    '%s is about the channel',
    async (error) => {
      expect(await refusing(error)).toEqual({ is: 'refused', why: error, forAll: false });
    },
  );
  it.each(['token_revoked', 'account_inactive', 'invalid_auth'])('%s is about all channels', async (error) => {
    expect(await refusing(error)).toEqual({ is: 'refused', why: error, forAll: true });
  });
  it.each(['invalid_blocks_format', 'no_text', 'invalid_arguments', 'an_error_of_tomorrow'])(
    '%s is about the message: others may be taken',
    async (error) => {
      expect(await refusing(error)).toEqual({ is: 'layout', why: error });
    },
  );
});
