import type { KnownBlock } from '@slack/types';
import { forSlackProse } from '#lib/escape/slack';
import { clip } from '#lib/text';
import type { View } from '../views.ts';
import { limits } from './limits.ts';
import type { Message } from './message.ts';
import { parseMrkdwn, type Token } from './mrkdwn-parse.ts';
import { render } from './render.ts';

/**
 * The same alert as text alone, for e-mail, a terminal and whatever shows no layout: the sentence of the lock screen, then
 * line by line what the message says. Nothing in it is markup of Slack; control characters are written out.
 */
export function plainText(view: View): string {
  const { text, blocks, attachments } = render(view, () => 'none');
  const rest = [...blocks.slice(1), ...attachments.flatMap((it) => it.blocks)];
  return [asText(parseMrkdwn(text)), ...rest.flatMap(linesOf)].join('\n');
}

/** The alert as a message without layout, for when Slack refuses the one that it had. */
export function plainMessage(view: View): Message {
  const lines = plainText(view).split('\n').map(forSlackProse);
  return { text: clip(lines.join('\n'), limits.text / 2), blocks: [], attachments: [] };
}

function linesOf(block: KnownBlock): readonly string[] {
  if (block.type === 'context') return block.elements.flatMap((it) => ('text' in it ? textLines(it.text) : []));
  if (block.type !== 'section') return [];
  const { text, fields = [] } = block;
  return [...(text ? textLines(text.text) : []), ...fields.map((field) => textLines(field.text).join(': '))];
}

const textLines = (text: string): readonly string[] =>
  asText(parseMrkdwn(text))
    .split('\n')
    .map((line) => line.replaceAll(/ {2,}/g, ' ').trim())
    .filter((line) => line !== '');

const asText = (tokens: readonly Token[]): string => tokens.map(wordsOf).join('');

function wordsOf(token: Token): string {
  switch (token.is) {
    case 'text':
    case 'code':
    case 'date':
      return token.text;
    case 'code-block':
      return `\n${token.text}\n`;
    case 'emoji':
      return '';
    case 'call':
      return `@${token.text.replace(/^[@#!]+(?:subteam\^)?/, '')}`;
    case 'struck':
      return `was ${asText(token.inside)}`;
    case 'bold':
    case 'italic':
      return asText(token.inside);
    case 'link':
      return `${asText(token.inside)} (${token.url})`;
  }
}
