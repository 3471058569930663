import { onOneLine, showControls, withoutInvisible } from './invisible.ts';

/**
 * For text inside a Slack message (mrkdwn), on one line. The danger: `<!channel>` and `<@U1>` call people, `<url|text>`
 * is a link that lies, a backtick breaks out of the code span in which names stand. `&`, `<` and `>` become the three
 * entities that Slack knows, backticks become quotes, and the `@` of a plain mention becomes a full-width one; the `@`
 * inside an e-mail address stays. `*`, `_` and `~` have no escape in mrkdwn and stay: they change looks only, and in a
 * code span, for which this is meant, nothing.
 */
export function forSlack(text: string): string {
  return showControls(withoutInvisible(onOneLine(text)))
    .replace(/[&<>`]/g, (character) => replacements[character] ?? '')
    .replace(/(?<![\p{L}\p{N}._%+-])@(?=[\p{L}\p{N}_])/gu, '＠');
}

/**
 * As `forSlack`, for text that stands outside a code span: a name that strikes through what follows it, or that puts a
 * green tick before it, tells a lie too. What would be bold, italic, struck or an emoji is written with a sign that looks
 * the same and means nothing; also where what is written behind it would make it one.
 */
export function forSlackProse(text: string): string {
  return forSlack(text)
    .replace(/[*~]/g, (character) => lookalikes[character] ?? '')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿')
    .replace(/:(?=[\p{L}\p{N}_'+-]+(?::|$))/gu, '꞉');
}

const lookalikes: Readonly<Record<string, string>> = { '*': '∗', '~': '∼' };

const replacements: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '`': "'" };
