import type { KnownBlock, ModalView } from '@slack/types';
import { forHtml, forHtmlAttribute } from '#lib/escape/html';
import { sha256Base64 } from '#lib/hash';
import { colours } from '../colours.ts';
import type { Message } from '../message.ts';
import { blockAsHtml } from './blocks.ts';
import { mrkdwnAsHtml } from './mrkdwn.ts';
import { style } from './style.ts';

/** A message or a form, with what stands above it on the page. */
export interface Shown {
  readonly title: string;
  readonly message?: Message;
  readonly form?: ModalView;
}

/** What a page needs beside its messages. */
export interface Around {
  /** What the page shows, as a sentence. */
  readonly says: string;
  /** The names that Slack would show for ids of users and groups. */
  readonly people?: Readonly<Record<string, string>>;
}

/** Messages as one page that stands alone: no network, no script, light and dark. */
export function renderPreview(all: readonly Shown[], { says, people = {} }: Around): string {
  const csp = `default-src 'none'; style-src 'sha256-${sha256Base64(allStyle)}'`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${forHtmlAttribute(csp)}">
<title>Shoalwatch in Slack</title><style>${allStyle}</style></head><body><main>
<header><h1>Shoalwatch in Slack</h1>
<p class="lock">${forHtml(says)} ${howToRead}</p></header>
${named(all.map(shownAsHtml).join('\n'), people)}
</main></body></html>
`;
}

const howToRead =
  'The small line above each is what a lock screen shows; what stands behind ⋯ is a menu. Nothing was sent.';

const named = (page: string, people: Readonly<Record<string, string>>): string =>
  page.replace(/@([USW][A-Z0-9]{2,20})\b/g, (call, id: string) =>
    Object.hasOwn(people, id) ? `@${forHtml(people[id] ?? id)}` : call,
  );

const allStyle = `${style}${Object.entries(colours)
  .map(([name, colour]) => `.bar-${name}{border-left-color:${colour}}`)
  .join('')}\n`;

function shownAsHtml({ title, message, form }: Shown): string {
  return `<section><h2>${forHtml(title)}</h2>
${message ? messageAsHtml(message) : ''}${form ? formAsHtml(form) : ''}</section>`;
}

function messageAsHtml({ text, blocks, attachments }: Message): string {
  const bars = attachments.map((it) => `<div class="attachment bar-${barOf(it.color)}">${asHtml(it.blocks)}</div>`);
  return `<p class="lock">${mrkdwnAsHtml(text)}</p>
<div class="message"><span class="face" aria-hidden="true">S</span><div class="body"><div class="name"><b>shoalwatch</b><small>APP</small></div>
${asHtml(blocks)}${bars.join('')}</div></div>`;
}

function formAsHtml({ title, blocks, submit, close }: ModalView): string {
  const known = blocks.filter((it): it is KnownBlock => 'type' in it);
  return `<div class="form"><h3>${forHtml(title.text)}</h3>${asHtml(known)}<div class="actions"><span class="button">${forHtml(close?.text ?? 'Cancel')}</span>${submit ? `<span class="button primary">${forHtml(submit.text)}</span>` : ''}</div></div>`;
}

const asHtml = (blocks: readonly KnownBlock[]): string => blocks.map(blockAsHtml).join('\n');

const barOf = (colour: string): string => Object.entries(colours).find(([, it]) => it === colour)?.[0] ?? 'quiet';
