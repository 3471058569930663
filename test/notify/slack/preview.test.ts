import { describe, expect, it } from 'vitest';
import { forHtml } from '#lib/escape/html';
import { everything, people } from '../../../src/notify/slack/preview/everything.ts';
import { emojiAsHtml } from '../../../src/notify/slack/preview/emoji.ts';
import { renderPreview } from '../../../src/notify/slack/preview/page.ts';
import { render } from '../../../src/notify/slack/render.ts';
import { allTokens, parseMrkdwn } from '../../../src/notify/slack/mrkdwn-parse.ts';
import { open } from '../../../src/notify/slack/samples/findings.ts';
import { samples } from '../../../src/notify/slack/samples/samples.ts';
import { hostileStrings } from '../../support/hostile.ts';
import { hostileView } from './hostile-view.ts';
import { mrkdwnTexts } from './mrkdwn-texts.ts';

const page = renderPreview(everything(), people);

describe('the page', () => {
  it('asks nothing of any network', () => {
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/\s(?:src|href|action)=|url\(|@import|<script|<link|<img|<form/i);
  });
  it('is light and dark', () => expect(page).toContain('prefers-color-scheme:dark'));
  it('shows every message and every form', () => {
    for (const { title } of everything()) expect(page).toContain(`<h2>${forHtml(title)}</h2>`);
  });
  it('shows people by name', () => {
    expect(page).toContain('@ana');
    expect(page).not.toContain('@U0ANA');
  });
  it('draws every emoji that our messages use', () => {
    const texts = samples.flatMap(([, view]) => mrkdwnTexts(render(view, () => 'n')));
    const used = new Set(
      texts.flatMap((it) => allTokens(parseMrkdwn(it))).flatMap((it) => (it.is === 'emoji' ? [it.text] : [])),
    );
    expect(used.size).toBeGreaterThan(15);
    expect([...used].filter((name) => emojiAsHtml(name) === undefined)).toEqual([]);
  });
});

it('hostile text adds no tag to the page', () => {
  const tagsIn = (text: string): number =>
    renderPreview([{ title: text, message: render(hostileView(open, text), () => 'n') }]).match(/<[a-z!/]/gi)?.length ??
    0;
  const own = tagsIn('harmless');
  for (const text of hostileStrings()) expect(tagsIn(text), text).toBe(own);
});
