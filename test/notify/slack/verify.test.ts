import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rawBody, refusalOf, largestRequest } from '#notify/slack/verify';

const now = Date.parse('2026-11-22T09:00:00Z');
const time = `${now / 1000}`;
const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const bytes = (text: string) => new TextEncoder().encode(text);
const sign = (text: string, key = secret, at = time) =>
  `v0=${createHmac('sha256', key).update(`v0:${at}:${text}`).digest('hex')}`;
const headers = (text: string, key = secret, at = time) => ({
  'x-slack-request-timestamp': at,
  'x-slack-signature': sign(text, key, at),
});
const check = (text: string, given: object, { secrets = [secret], at = now } = {}) =>
  refusalOf({ headers: { ...given }, body: bytes(text) }, { secrets, now: at });

describe('the signature of Slack', () => {
  it('fits the request of its own documentation', () => {
    const text =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const given = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    expect(check(text, given, { at: 1531420618_000 })).toBeUndefined();
  });

  it('is taken with either of two secrets, and with none that was rotated out', () => {
    const secrets = ['new', secret];
    expect(check('a=b', headers('a=b'), { secrets })).toBeUndefined();
    expect(check('a=b', headers('a=b', 'new'), { secrets })).toBeUndefined();
    expect(check('a=b', headers('a=b', 'old'), { secrets })).toBe('Its signature is not that of Slack.');
  });

  it.each<[string, object]>([
    ['no headers', {}],
    ['another body', headers('a=c')],
    ['a doubled signature', { ...headers('a=b'), 'x-slack-signature': `${sign('a=b')}, ${sign('a=b')}` }],
    ['a signature under two spellings', { ...headers('a=b'), 'X-Slack-Signature': sign('a=b') }],
    ['a doubled time', { ...headers('a=b'), 'x-slack-request-timestamp': `${time}, ${time}` }],
    ['a time that is no number', { ...headers('a=b'), 'x-slack-request-timestamp': '0x5f' }],
    ['a signature in capitals', { ...headers('a=b'), 'x-slack-signature': sign('a=b').toUpperCase() }],
    ['a later version', { ...headers('a=b'), 'x-slack-signature': sign('a=b').replace('v0', 'v1') }],
    ['a time of five minutes and a second ago', headers('a=b', secret, `${now / 1000 - 301}`)],
    ['a time five minutes and a second ahead', headers('a=b', secret, `${now / 1000 + 301}`)],
  ])('is refused with %s', (_, given) => {
    expect(check('a=b', given)).toBeTypeOf('string');
  });

  it('holds for five minutes in both directions', () => {
    for (const at of [-300, 300]) expect(check('a=b', headers('a=b', secret, `${now / 1000 + at}`))).toBeUndefined();
  });

  it('is refused where the secret is empty, whoever signed with it', () => {
    expect(check('a=b', headers('a=b', ''), { secrets: ['', ' '] })).toBe('No signing secret is known here.');
    expect(check('a=b', headers('a=b', ''), { secrets: ['', secret] })).toBe('Its signature is not that of Slack.');
  });

  it('is not looked at where the body is too large', () => {
    const text = 'x'.repeat(largestRequest + 1);
    expect(check(text, headers(text))).toMatch(/^It holds/);
  });
});

describe('a body of API Gateway', () => {
  it('is its bytes, also those that are no text', () => {
    const body = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    expect([...rawBody(body.toString('base64'), true)!]).toEqual([...body]);
    expect([...rawBody('ü', false)!]).toEqual([0xc3, 0xbc]);
  });

  it('is refused where it is not the base64 that it is said to be', () => {
    expect(rawBody('payload=%7B%7D', true)).toBeUndefined();
    expect(rawBody('YQ', true)).toBeUndefined();
  });
});
