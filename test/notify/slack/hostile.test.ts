import { describe, expect, it } from 'vitest';
import type { Message } from '#notify/slack/message';
import { allTokens, parseMrkdwn, type Token } from '#notify/slack/mrkdwn-parse';
import { plainMessage, plainText } from '#notify/slack/plain-text';
import { drawIn, render } from '#notify/slack/render';
import { least, rooms } from '#notify/slack/room';
import { samples } from '#notify/slack/samples/samples';
import { validateBlocks } from '#notify/slack/validate';
import { hostileSeeds, hostileStrings } from '../../support/hostile.ts';
import { hostileView } from './hostile-view.ts';
import { mrkdwnTexts } from './mrkdwn-texts.ts';

const strings = hostileStrings();
const [widest = least] = rooms;
const nonce = (): string => 'n';

const tokensOf = (message: Message): readonly Token[] =>
  mrkdwnTexts(message).flatMap((text) => allTokens(parseMrkdwn(text)));

/** How much there is of each kind of markup. */
function tally(tokens: readonly Token[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { is } of tokens) if (is !== 'text') counts[is] = (counts[is] ?? 0) + 1;
  return counts;
}

const addressOf = (token: Token): string => (token.is === 'link' ? new URL(token.url).origin : 'https://example.com');

describe(`${strings.length} hostile strings in every field of every message`, () => {
  it('are at least 500, and are live where nothing escapes them', () => {
    expect(strings.length).toBeGreaterThanOrEqual(500);
    const raw = new Set(hostileSeeds.flatMap((seed) => allTokens(parseMrkdwn(seed))).map(({ is }) => is));
    for (const kind of ['call', 'code', 'code-block', 'date', 'emoji', 'italic', 'link'] as const)
      expect(raw).toContain(kind);
  });

  it.each(samples)('%s: make no markup, call nobody and lead nowhere else', (_name, view) => {
    for (const room of [widest, least]) {
      const own = tally(tokensOf(drawIn(room, hostileView(view, 'harmless'), nonce)));
      for (const text of room === widest ? strings : hostileSeeds) {
        const tokens = tokensOf(drawIn(room, hostileView(view, text), nonce));
        expect(tally(tokens), text).toEqual(own);
        expect(own['call'], text).toBeUndefined();
        expect(new Set(tokens.map(addressOf)), text).toEqual(new Set(['https://example.com']));
      }
    }
  });

  it.each(samples)('%s: Slack takes each of them, and an address is a link only where it is https', (_name, view) => {
    for (const text of hostileSeeds) {
      const message = render(hostileView(view, text, 'alone'), nonce);
      expect(validateBlocks(message), text).toEqual([]);
      const links = tokensOf(message).flatMap((it) => (it.is === 'link' ? [it.url] : []));
      expect(
        links.filter((url) => !url.startsWith('https://')),
        text,
      ).toEqual([]);
    }
  });

  it.each(samples)('%s: the plain text holds no control, no forged line and no markup', (_name, view) => {
    const lines = plainText(hostileView(view, 'harmless')).split('\n').length;
    for (const text of hostileSeeds) {
      const hostile = hostileView(view, text);
      const plain = plainText(hostile);
      expect(plain.split('\n').length, text).toBeLessThanOrEqual(lines);
      expect(plain, text).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b-\u200f]/u);
      const live = allTokens(parseMrkdwn(plainMessage(hostile).text)).filter(({ is }) => is !== 'text');
      expect(live, text).toEqual([]);
    }
  });
});
