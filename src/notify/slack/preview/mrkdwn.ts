import { forHtml } from '#lib/escape/html';
import { parseMrkdwn, type Token } from '../mrkdwn-parse.ts';
import { emojiAsHtml } from './emoji.ts';

/** Slack's markup as HTML. Addresses are shown and lead nowhere: the page sends nothing. */
export const mrkdwnAsHtml = (text: string): string => parseMrkdwn(text).map(asHtml).join('');

function asHtml(token: Token): string {
  switch (token.is) {
    case 'text':
      return forHtml(token.text).replaceAll('\n', '<br>');
    case 'code':
      return `<code>${forHtml(token.text)}</code>`;
    case 'code-block':
      return `<pre>${forHtml(token.text)}</pre>`;
    case 'emoji':
      return emojiAsHtml(token.text) ?? forHtml(`:${token.text}:`);
    case 'date':
      return `<time>${forHtml(token.text)}</time>`;
    case 'call':
      return `<span class="call">${forHtml(token.text.replace(/^!subteam\^/, '@'))}</span>`;
    case 'bold':
      return `<b>${token.inside.map(asHtml).join('')}</b>`;
    case 'italic':
      return `<i>${token.inside.map(asHtml).join('')}</i>`;
    case 'struck':
      return `<s>${token.inside.map(asHtml).join('')}</s>`;
    case 'link':
      return `<span class="link">${token.inside.map(asHtml).join('')}</span>`;
  }
}
