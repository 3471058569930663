import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lasting, ordinal } from '#notify/slack/lasting';
import { addressOf, code, link, mention, mrkdwn, person, prose, when } from '#notify/slack/mrkdwn';
import { allTokens, parseMrkdwn } from '#notify/slack/mrkdwn-parse';
import { actorName } from '#notify/slack/words';
import { readValue, valueOf } from '#notify/slack/actions';

const kindsIn = (text: string): readonly string[] => allTokens(parseMrkdwn(text)).map(({ is }) => is);

describe('laws', () => {
  it('prose is never markup, whatever is in it and around it', () => {
    const marks = fc.string({ unit: fc.constantFrom(...Array.from('*_~`:<>@!#|&a1 \n\\')), maxLength: 30 });
    fc.assert(
      fc.property(marks, (text) => {
        expect(kindsIn(prose(text).mrkdwn).filter((it) => it !== 'text')).toEqual([]);
        expect(kindsIn(mrkdwn`*Head:* ${prose(text)}: ${code(text)} end`.mrkdwn).filter((it) => it !== 'text')).toEqual(
          ['bold', 'code'],
        );
      }),
      { numRuns: 2000 },
    );
  });
  it('a code span holds the text and ends where we say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        expect(kindsIn(code(text).mrkdwn)).toEqual(['code']);
      }),
    );
  });
  it('what a control sends comes back', () => {
    const word = fc.stringMatching(/^[a-z0-9-]{1,20}$/);
    fc.assert(
      fc.property(word, word, fc.option(word, { nil: undefined }), (id, nonce, choice) => {
        const pressed = { id, nonce, ...(choice !== undefined && { choice }) };
        expect(readValue(valueOf(pressed))).toEqual(pressed);
      }),
    );
  });
});

it.each(['', 'v1', 'v2.g.n', 'v1.g', 'v1.g.n.c.d', 'v1.g..c', 'v1.g n.n', `v1.${'g'.repeat(41)}.n`])(
  '%j is the value of no control',
  (value) => {
    expect(readValue(value)).toBeUndefined();
  },
);

describe('an address', () => {
  it.each([
    ['https://example.com/a?b=c&d=e', 'https://example.com/a?b=c&d=e'],
    ['https://example.com/a|b>c`d*e~', 'https://example.com/a%7Cb%3Ec%60d%2Ae%7E'],
    ['http://example.com', undefined],
    ['javascript:alert(1)', undefined],
    ['https://user:word@example.com', undefined],
    ['not an address', undefined],
    [`https://example.com/${'a'.repeat(1500)}`, undefined],
    [undefined, undefined],
  ])('%s', (url, address) => expect(addressOf(url)).toBe(address));

  it('that is none leaves the label alone', () => expect(link('ftp://x', mrkdwn`label`).mrkdwn).toBe('label'));
  it('is escaped in the link', () =>
    expect(link('https://x.example/?a&b', mrkdwn`label`).mrkdwn).toBe('<https://x.example/?a&amp;b|label>'));
});

describe('a secret', () => {
  it('is not shown, nor its beginning', () => {
    expect(code('token=abcdefghijklmnop1234').mrkdwn).toBe('`token=[redacted]`');
    expect(prose(`${'x'.repeat(30)} AKIAIOSFODNN7EXAMPLE`, 45).mrkdwn).not.toContain('AKIA');
  });
});

it.each([
  ['2026-11-21T09:12:04.500Z', '<!date^1795252324^{date_short_pretty} {time}|2026-11-21 09:12 UTC>'],
  ['yesterday', 'unknown time'],
])('the moment %s', (instant, text) => expect(when(instant).mrkdwn).toBe(text));

it.each([
  [{ name: 'ana', slack: 'U0ANA' }, '<@U0ANA>'],
  [{ name: 'ana', slack: '!channel' }, 'ana'],
  [{ name: '<!here>' }, '&lt;!here&gt;'],
])('a person %j', (who, text) => expect(person(who).mrkdwn).toBe(text));

it.each([
  ['S0SRE', '<!subteam^S0SRE>'],
  ['U0ANA', '<@U0ANA>'],
  ['W0ANA', '<@W0ANA>'],
  ['C0ONCALL', undefined],
  ['S0>', undefined],
  [undefined, undefined],
])('calling %s', (id, text) => expect(mention(id)?.mrkdwn).toBe(text));

it.each([
  ['arn:aws:sts::111122223333:assumed-role/admin/ana@example.com', 'ana@example.com (role admin)'],
  ['arn:aws:iam::111122223333:user/teams/ops/ben', 'ben'],
  ['arn:aws:iam::111122223333:role/ci', 'ci'],
  ['ana@example.com', 'ana@example.com'],
  ['system:serviceaccount:kube-system:deployer', 'system:serviceaccount:kube-system:deployer'],
])('%s is known as %s', (actor, name) => expect(actorName(actor)).toBe(name));

it.each([
  [0, '0 s'],
  [59_000, '59 s'],
  [60_000, '1 min'],
  [11_520_000, '3 h 12 min'],
  [86_400_000, '1 d'],
  [90_000_000, '1 d 1 h'],
  [-5, '0 s'],
])('%i ms last %s', (ms, text) => expect(lasting(ms)).toBe(text));

it.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [21, '21st'],
  [112, '112th'],
])('%i is the %s', (n, text) => expect(ordinal(n)).toBe(text));
