import { describe, expect, it } from 'vitest';
import { forHtml } from '#lib/escape/html';
import { everything, people } from '#notify/slack/preview/everything';
import { emojiAsHtml } from '#notify/slack/preview/emoji';
import { renderPreview } from '#notify/slack/preview/page';
import { render } from '#notify/slack/render';
import { allTokens, parseMrkdwn } from '#notify/slack/mrkdwn-parse';
import { open } from '#notify/slack/samples/findings';
import { samples } from '#notify/slack/samples/samples';
import { hostileStrings } from '../../support/hostile.ts';
import { hostileView } from './hostile-view.ts';
import { mrkdwnTexts } from './mrkdwn-texts.ts';

const says = 'What is <shown> here.';
const page = renderPreview(everything(), { says, people });

describe('the page', () => {
  it('asks nothing of any network', () => {
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).not.toMatch(/\s(?:src|href|action)=|url\(|@import|<script|<link|<img|<form/i);
  });
  it('is light and dark', () => expect(page).toContain('prefers-color-scheme:dark'));
  it('shows every message and every form', () => {
    for (const { title } of everything()) expect(page).toContain(`<h2>${forHtml(title)}</h2>`);
  });
  it('says what it shows', () => expect(page).toContain('What is &lt;shown&gt; here.'));
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
    renderPreview([{ title: text, message: render(hostileView(open, text), () => 'n') }], { says }).match(/<[a-z!/]/gi)
      ?.length ?? 0;
  const own = tagsIn('harmless');
  for (const text of hostileStrings()) expect(tagsIn(text), text).toBe(own);
});
