import { showControls, withoutInvisible } from './invisible.ts';

/**
 * For text between HTML tags. The danger: `<script>`, an image with a handler or any other markup of an attacker runs
 * in the reader's browser. The five characters that can begin or end markup become entities, control characters are
 * shown as `\x1b`, invisible ones are dropped. Not for script, style or comments.
 */
export function forHtml(text: string): string {
  return showControls(withoutInvisible(text), '\n\t').replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/**
 * For the value of an HTML attribute that stands in quotes. The danger: a quote or, in old parsers, a backtick ends the
 * value and lets the attacker add a handler; line breaks are normalised away. Not for the address of a link, where
 * `javascript:` needs no quote, and not for `on...` or `style`.
 */
export function forHtmlAttribute(text: string): string {
  return forHtml(text).replace(/[`=\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
