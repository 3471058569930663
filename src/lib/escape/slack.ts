import { onOneLine, showControls, withoutInvisible } from './invisible.ts';

/**
 * For text inside a Slack message (mrkdwn), on one line. The danger: `<!channel>` and `<@U1>` call people, `<url|text>`
 * is a link that lies, a backtick breaks out of the code span in which names stand. `&`, `<` and `>` become the three
 * entities that Slack knows, backticks become quotes, and the `@` of a plain mention becomes a full-width one; the `@`
 * inside an e-mail address stays. `*`, `_` and `~` have no escape in mrkdwn and stay: they change looks only.
 */
export function forSlack(text: string): string {
  return showControls(withoutInvisible(onOneLine(text)))
    .replace(/[&<>`]/g, (character) => replacements[character] ?? '')
    .replace(/(?<![\p{L}\p{N}._%+-])@(?=[\p{L}\p{N}_])/gu, '＠');
}

const replacements: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '`': "'" };
